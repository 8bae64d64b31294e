package io.nasrec.data.prepare;

import io.nasrec.data.BadDataException;
import io.nasrec.data.DatasetKey;
import io.nasrec.data.Manifest;
import io.nasrec.data.ManifestFile;
import io.nasrec.data.Progress;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.RowSchema;
import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.RawRows;
import io.nasrec.data.raw.RawSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Prepares a data set: read, split, vocabulary, encode, write. The rows are read twice (three times
 * for a chronological split, which must know their number first), because the vocabulary must be
 * complete before the first row is encoded; memory is bounded by the vocabularies.
 */
public final class Preparation {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final PrepareOptions options;
  private final RawSource source;
  private final Progress progress;

  private Preparation(PrepareOptions options, Progress progress) {
    this.options = options;
    this.source = options.source();
    this.progress = progress;
  }

  /**
   * Prepares a data set, or finds that it is there already. Equal raw data and options give equal
   * bytes. The directory appears when it is complete, and not before.
   *
   * @param options what to prepare, and how
   * @param directory where the data set is to be
   * @param progress hears of the stages "digest", "count" (chronological only), "vocabulary" and
   *     "encode"
   * @return the data set
   * @throws BadDataException if the raw data is missing or damaged, or the directory holds
   *     something else
   * @throws UncheckedIOException if reading or writing fails
   */
  public static Prepared run(PrepareOptions options, Path directory, Progress progress) {
    try {
      return new Preparation(options, progress).run(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Prepared run(Path directory) throws IOException {
    RawIdentity raw = source.identify(progress);
    DatasetKey key = options.key(raw);
    Optional<Manifest> finished = Target.finished(directory, key);
    if (finished.isPresent()) {
      return reuse(directory, finished.get());
    }
    Supplier<Splitter> splitters = splitters();
    Census census = Census.take(source, splitters.get(), progress);
    List<FieldVocabulary> vocabularies = census.vocabularies(options.minCount());
    try (StagedDirectory staged = StagedDirectory.beside(directory)) {
      Manifest manifest = encode(staged.path(), key, raw, splitters.get(), vocabularies);
      requireUnchanged(census.tally(), manifest);
      VocabularyFile.write(staged.path(), key, source, vocabularies);
      ManifestFile.write(manifest, staged.path());
      staged.publish();
      return new Prepared(directory, manifest, false);
    }
  }

  private Prepared reuse(Path directory, Manifest manifest) {
    if (manifest.badRowsSkipped() > source.maxBadRows()) {
      throw new BadDataException(
          "%s was made with %d bad rows skipped, but maxBadRows is now %d; name another directory"
              .formatted(directory, manifest.badRowsSkipped(), source.maxBadRows()));
    }
    return new Prepared(directory, manifest, true);
  }

  private static void requireUnchanged(RawSource.Tally counted, Manifest manifest) {
    long rows = 0;
    for (SplitName split : SplitName.values()) {
      rows += manifest.part(split).rows();
    }
    if (rows != counted.rows() || manifest.badRowsSkipped() != counted.badRows()) {
      throw new BadDataException(
          "%s changed while it was read: %d rows at first, then %d"
              .formatted(manifest.raw().name(), counted.rows(), rows));
    }
  }

  private Supplier<Splitter> splitters() {
    if (options.split() != SplitScheme.CHRONOLOGICAL) {
      return () -> Splitter.stratified(options.split(), options.seed());
    }
    long rows = source.read(THREADS, "count", progress, row -> {}).rows();
    return () -> Splitter.chronological(rows);
  }

  private static void add(Splitter splitter, RawRows rows, SplitFiles files) {
    for (int row = 0; row < rows.size(); row++) {
      files.add(splitter.next(rows.label(row)), rows, row);
    }
  }

  private Manifest encode(
      Path directory,
      DatasetKey key,
      RawIdentity raw,
      Splitter splitter,
      List<FieldVocabulary> vocabularies)
      throws IOException {
    List<String> denseNames = RowEncoder.denseNames(source.schema().dense());
    List<Integer> cardinalities = vocabularies.stream().map(FieldVocabulary::cardinality).toList();
    RowEncoder encoder =
        new RowEncoder(options.denseTransform(), source.schema().dense().size(), vocabularies);
    try (SplitFiles files =
        new SplitFiles(
            directory,
            RowSchema.of(key, denseNames, source.schema().categoricalNames(), cardinalities),
            encoder)) {
      RawSource.Tally tally =
          source.read(THREADS, "encode", progress, rows -> add(splitter, rows, files));
      Map<SplitName, Manifest.Part> parts = files.finish();
      return new Manifest(
          key.digest(),
          key,
          raw,
          denseNames,
          source.schema().categoricalNames(),
          cardinalities,
          tally.badRows(),
          parts.get(SplitName.TRAIN),
          parts.get(SplitName.VALIDATION),
          parts.get(SplitName.TEST));
    }
  }
}
