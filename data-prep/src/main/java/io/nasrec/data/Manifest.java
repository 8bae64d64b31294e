package io.nasrec.data;

import io.nasrec.commons.Checksum;
import java.util.List;
import java.util.Objects;

/**
 * Describes the content and origin of a prepared data set; {@code manifest.json} in its directory.
 * It has no time stamp: the same raw data and options give the same bytes.
 *
 * @param digest the digest of the key, {@link DatasetKey#digest()}
 * @param key what the data set was made from, and how
 * @param raw the raw data
 * @param denseNames the dense features' names, D of them, at least one
 * @param sparseNames the categorical fields' names, F of them
 * @param cardinalities the number of ids per field, the ids 0 (missing) and 1 (rare or unseen)
 *     included
 * @param badRowsSkipped malformed raw rows that were left out
 * @param vocabularyChecksum the {@link Checksum} of {@link #VOCABULARY}; null if every field is
 *     hashed and there is no such file
 * @param notes what a user of the data should know about how it was made; usually empty
 * @param train the training split's figures
 * @param validation the validation split's figures
 * @param test the test split's figures
 */
public record Manifest(
    String digest,
    DatasetKey key,
    RawIdentity raw,
    List<String> denseNames,
    List<String> sparseNames,
    List<Integer> cardinalities,
    long badRowsSkipped,
    String vocabularyChecksum,
    List<String> notes,
    Part train,
    Part validation,
    Part test) {
  /** The manifest's file name. */
  public static final String FILE = "manifest.json";

  /** The file name of the vocabularies. */
  public static final String VOCABULARY = "vocabulary.arrow";

  /** Checks that the parts fit together and copies the lists. */
  public Manifest {
    Objects.requireNonNull(key, "key must be given");
    Objects.requireNonNull(raw, "raw must be given");
    Objects.requireNonNull(train, "train must be given");
    Objects.requireNonNull(validation, "validation must be given");
    Objects.requireNonNull(test, "test must be given");
    notes = List.copyOf(notes);
    denseNames = List.copyOf(denseNames);
    sparseNames = List.copyOf(sparseNames);
    cardinalities = List.copyOf(cardinalities);
    if (denseNames.isEmpty()) {
      throw new IllegalArgumentException("denseNames must hold at least one name, but was empty");
    }
    if (cardinalities.size() != sparseNames.size()) {
      throw new IllegalArgumentException(
          "cardinalities must hold one number per field, but was %s for %s fields"
              .formatted(cardinalities.size(), sparseNames.size()));
    }
    if (!key.digest().equals(digest)) {
      throw new IllegalArgumentException(
          "digest must be that of the key, " + key.digest() + ", but was " + digest);
    }
    if (!key.rawSha256().equals(raw.sha256())) {
      throw new IllegalArgumentException(
          "raw.sha256 must be that of the key, but was " + raw.sha256());
    }
  }

  /**
   * The figures of one split.
   *
   * @param split which one
   * @return its figures
   */
  public Part part(SplitName split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /**
   * The figures of one split.
   *
   * @param rows the number of rows, at least 1
   * @param positives the rows with label 1
   * @param sha256 the SHA-256 of the split's file, for those who publish or compare it
   * @param checksum its {@link Checksum}, compared whenever the file is opened
   * @param bestPossibleLogLoss for synthetic data, the expected log loss (in nats) of the true
   *     click probabilities over these rows, mean of -p ln p - (1-p) ln(1-p); null if the true
   *     probabilities are unknown
   * @param missing per field, the rows whose value is missing
   * @param rare per field, the rows whose value has no id of its own: it is rare in the training
   *     split, or not there at all; always 0 where values are hashed
   */
  public record Part(
      int rows,
      int positives,
      String sha256,
      String checksum,
      Double bestPossibleLogLoss,
      List<Integer> missing,
      List<Integer> rare) {
    /** Checks the counts. */
    public Part {
      Objects.requireNonNull(checksum, "checksum must be given");
      missing = List.copyOf(missing);
      rare = List.copyOf(rare);
      if (rows < 1) {
        throw new IllegalArgumentException("rows must be at least 1, but was " + rows);
      }
      if (positives < 0 || positives > rows) {
        throw new IllegalArgumentException(
            "positives must be in 0.." + rows + ", but was " + positives);
      }
    }

    /**
     * The share of positive rows.
     *
     * @return from 0 to 1
     */
    public double clickRate() {
      return (double) positives / rows;
    }

    /**
     * The log loss of always predicting this split's click rate.
     *
     * @return in nats
     */
    public double baseRateLogLoss() {
      return entropy(clickRate());
    }
  }

  /**
   * The entropy of a click with a known probability: the lowest expected log loss.
   *
   * @param p the probability, from 0 to 1
   * @return -p ln p - (1-p) ln(1-p), in nats
   */
  public static double entropy(double p) {
    return p <= 0 || p >= 1 ? 0 : -p * StrictMath.log(p) - (1 - p) * StrictMath.log1p(-p);
  }
}
