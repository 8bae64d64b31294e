package io.nasrec.data;

import io.nasrec.commons.BadDataException;
import java.nio.file.Path;
import java.util.List;

/**
 * A prepared data set, open for reading. The three files are mapped into memory and read in place;
 * closing the data set ends all reading.
 */
public final class Dataset implements AutoCloseable {
  private final Path directory;
  private final Manifest manifest;
  private final MappedRows train;
  private final MappedRows validation;
  private final MappedRows test;
  private final TestSplit testSplit;

  private Dataset(
      Path directory, Manifest manifest, MappedRows train, MappedRows validation, MappedRows test) {
    this.directory = directory;
    this.manifest = manifest;
    this.train = train;
    this.validation = validation;
    this.test = test;
    this.testSplit = new TestSplit(new Split(SplitName.TEST, test));
  }

  /**
   * Opens a data set and checks its files against its manifest: checksums, columns, number of rows.
   * This reads all of them once, at the speed of memory or disk.
   *
   * @param directory where {@code manifest.json} and the files are
   * @return the data set, to be closed by the caller
   * @throws BadDataException if something is missing or damaged, or the files do not belong
   *     together
   */
  public static Dataset open(Path directory) {
    Manifest manifest = ManifestFile.read(directory);
    if (manifest.vocabularyChecksum() != null) {
      RowFile.requireIntact(directory.resolve(Manifest.VOCABULARY), manifest.vocabularyChecksum());
    }
    return new Dataset(
        directory,
        manifest,
        map(directory, manifest, SplitName.TRAIN),
        map(directory, manifest, SplitName.VALIDATION),
        map(directory, manifest, SplitName.TEST));
  }

  private static MappedRows map(Path directory, Manifest manifest, SplitName split) {
    return RowFile.map(directory.resolve(split.file()), manifest, split);
  }

  /**
   * The directory that the data set was opened from.
   *
   * @return its path
   */
  public Path directory() {
    return directory;
  }

  /**
   * What the data set contains and where it comes from.
   *
   * @return the manifest
   */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * The training rows.
   *
   * @return the split; unusable once this data set is closed
   */
  public Split train() {
    return new Split(SplitName.TRAIN, train);
  }

  /**
   * The validation rows.
   *
   * @return the split; unusable once this data set is closed
   */
  public Split validation() {
    return new Split(SplitName.VALIDATION, validation);
  }

  /**
   * The test rows.
   *
   * @return the split, always the same one; unusable once this data set is closed
   */
  public TestSplit test() {
    return testSplit;
  }

  /**
   * All rows, for the last training of one network. From now on, that network cannot be evaluated
   * on the test rows.
   *
   * @param network the network's name, as {@link TestSplit#reveal} would have it
   * @return the rows; unusable once this data set is closed
   * @throws IllegalStateException if that network has seen the test rows before
   */
  public AllRows allRows(String network) {
    testSplit.spend(network);
    return new AllRows(List.of(train, validation, test));
  }

  /** Ends all reading: from now on batches throw {@link IllegalStateException}. */
  @Override
  public void close() {
    train.close();
    validation.close();
    test.close();
  }
}
