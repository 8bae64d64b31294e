package io.nasrec.data.raw;

import io.nasrec.data.Progress;
import io.nasrec.data.RandomStreams;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.Sha256;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows in the shape of Criteo's, made up from a seed, whose true click probabilities are known, and
 * with them the best log loss that any network can reach. See {@link PlantedModel} for what there
 * is to find in them. A longer source of the same seed begins with the rows of a shorter one.
 *
 * @param rows the number of rows, at least 1
 * @param seed where chance comes from, for the planted model and for the rows
 */
public record Synthetic(int rows, long seed) implements RawSource {
  // Part of the digest: to be raised whenever the same seed would give other rows.
  private static final int VERSION = 1;

  private static final int ROWS_PER_UPDATE = 8192;

  /** Checks the values. */
  public Synthetic {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be at least 1, but was " + rows);
    }
  }

  @Override
  public String format() {
    return "synthetic";
  }

  @Override
  public List<String> denseNames() {
    return CriteoRecord.denseNames();
  }

  @Override
  public List<String> sparseNames() {
    return CriteoRecord.sparseNames();
  }

  @Override
  public String text(long key) {
    return CriteoRecord.text(key);
  }

  @Override
  public long maxBadRows() {
    return 0;
  }

  @Override
  public RawIdentity identify(Progress progress) {
    String description = "synthetic version %d, %d rows, seed %d".formatted(VERSION, rows, seed);
    return new RawIdentity(description, 0, Sha256.of(description));
  }

  @Override
  public Tally read(String stage, Progress progress, Consumer<RawRow> consumer) {
    PlantedModel model = new PlantedModel(seed);
    RawRow row = new RawRow(PlantedModel.INTEGERS, PlantedModel.FIELDS);
    for (int i = 0; i < rows; i++) {
      if (i % ROWS_PER_UPDATE == 0) {
        progress.update(stage, i, rows, "rows");
      }
      model.draw(RandomStreams.stream(seed, "synthetic row", i), row);
      consumer.accept(row);
    }
    progress.update(stage, rows, rows, "rows");
    return new Tally(rows, 0);
  }
}
