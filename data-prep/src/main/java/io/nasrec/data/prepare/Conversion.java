package io.nasrec.data.prepare;

import io.nasrec.commons.Progress;
import io.nasrec.data.DatasetKey;
import io.nasrec.data.Manifest;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.RowSchema;
import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.encode.ColumnEncoder;
import io.nasrec.data.raw.RawRows;
import io.nasrec.data.raw.RawSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Converts raw rows into the files of a data set. The raw rows are read once. If every field is
 * hashed, they are written immediately. Otherwise a first pass parses them, gives values
 * provisional ids and counts them, and a second pass over its temporary file replaces these by the
 * final ids. Memory is bounded by the dictionaries.
 */
final class Conversion {
  static final String PARSE = "parse rows";
  static final String COUNT = "count values";
  static final String ENCODE = "encode rows";

  private final PrepareOptions options;
  private final DatasetKey key;
  private final RawIdentity raw;
  private final Path directory;
  private final int threads;
  private final Progress progress;
  private final ColumnEncoder encoder;
  private final Dictionaries dictionaries;
  private final UnseenValues unseen;
  private final SplitCensus census = new SplitCensus();

  /**
   * A conversion.
   *
   * @param options what to convert, and how
   * @param raw the raw data's identity
   * @param directory an empty directory for the files
   * @param threads how many threads parse and encode
   * @param progress receives the stages listed at {@link Preparation#run}
   */
  Conversion(
      PrepareOptions options, RawIdentity raw, Path directory, int threads, Progress progress) {
    this.options = options;
    this.key = options.key(raw);
    this.raw = raw;
    this.directory = directory;
    this.threads = threads;
    this.progress = progress;
    encoder = new ColumnEncoder(key.dense(), key.categorical());
    dictionaries = new Dictionaries(options.source().schema().categorical(), key.categorical());
    unseen = new UnseenValues(key.categorical());
  }

  /** Raw rows together with their encoding. */
  private record Parsed(RawRows raw, EncodedRows rows) {}

  Manifest run() throws IOException {
    return options.onePass() ? onePass() : twoPasses();
  }

  private Manifest onePass() throws IOException {
    Vocabularies vocabularies = dictionaries.complete();
    try (SplitFiles files = files(vocabularies)) {
      Splitter splitter = splitter(0);
      RawSource.Tally tally =
          parse(
              rows -> {
                place(rows, splitter);
                count(rows);
                files.add(rows);
              });
      census.requireBothClasses(raw.name());
      return manifest(files.finish(), vocabularies, null, tally);
    }
  }

  private Manifest twoPasses() throws IOException {
    try (Spill spill =
        new Spill(directory.resolve("rows.tmp"), encoder.denseWidth(), encoder.sparseWidth())) {
      RawSource.Tally tally = firstPass(spill);
      census.requireBothClasses(raw.name());
      Vocabularies vocabularies = dictionaries.complete();
      try (SplitFiles files = files(vocabularies)) {
        Splitter splitter = splitter(tally.rows());
        again(
            spill,
            ENCODE,
            tally,
            vocabularies::encode,
            rows -> {
              if (options.split() == SplitScheme.CHRONOLOGICAL) {
                place(rows, splitter);
              }
              unseen.countAndReplace(rows);
              files.add(rows);
            });
        String checksum = VocabularyFile.write(directory, key, vocabularies);
        return manifest(files.finish(), vocabularies, checksum, tally);
      }
    }
  }

  private RawSource.Tally firstPass(Spill spill) throws IOException {
    if (options.split() != SplitScheme.CHRONOLOGICAL) {
      Splitter splitter = splitter(0);
      return parse(
          rows -> {
            place(rows, splitter);
            count(rows);
            spill.write(rows);
          });
    }
    // Which rows are for training is known only once all rows have been read.
    RawSource.Tally tally = parse(spill::write);
    Splitter splitter = splitter(tally.rows());
    again(
        spill,
        COUNT,
        tally,
        rows -> {},
        rows -> {
          place(rows, splitter);
          count(rows);
        });
    return tally;
  }

  private RawSource.Tally parse(Consumer<EncodedRows> consumer) {
    return options
        .source()
        .read(
            threads,
            PARSE,
            progress,
            rows -> new Parsed(rows, EncodedRows.of(rows, encoder)),
            parsed -> {
              dictionaries.encode(parsed.raw(), parsed.rows());
              consumer.accept(parsed.rows());
            });
  }

  private void again(
      Spill spill,
      String stage,
      RawSource.Tally tally,
      Consumer<EncodedRows> work,
      Consumer<EncodedRows> consumer)
      throws IOException {
    long[] done = {0};
    progress.update(stage, 0, tally.rows(), "rows");
    spill.read(
        threads,
        work,
        rows -> {
          consumer.accept(rows);
          done[0] += rows.size();
          progress.update(stage, done[0], tally.rows(), "rows");
        });
  }

  private Splitter splitter(long rows) {
    return Splitter.of(options.split(), options.seed(), rows);
  }

  private static void place(EncodedRows rows, Splitter splitter) {
    for (int row = 0; row < rows.size(); row++) {
      rows.place(row, splitter.next(rows.label(row), rows.split(row)));
    }
  }

  private void count(EncodedRows rows) {
    for (int row = 0; row < rows.size(); row++) {
      census.add(rows.split(row), rows.label(row));
      if (rows.split(row) == SplitName.TRAIN) {
        dictionaries.count(rows, row);
      }
    }
  }

  private SplitFiles files(Vocabularies vocabularies) throws IOException {
    return new SplitFiles(
        directory,
        RowSchema.of(key, encoder.denseNames(), vocabularies.cardinalities()),
        encoder.denseWidth(),
        encoder.sparseWidth());
  }

  private Manifest manifest(
      Map<SplitName, Manifest.Part> parts,
      Vocabularies vocabularies,
      String vocabularyChecksum,
      RawSource.Tally tally) {
    return new Manifest(
        key.digest(),
        key,
        raw.withRows(tally.rowsOfParts()),
        encoder.denseNames(),
        options.source().schema().categoricalNames(),
        vocabularies.cardinalities(),
        tally.badRows(),
        vocabularyChecksum,
        notes(tally),
        parts.get(SplitName.TRAIN),
        parts.get(SplitName.VALIDATION),
        parts.get(SplitName.TEST));
  }

  private List<String> notes(RawSource.Tally tally) {
    List<String> notes = new ArrayList<>(options.notes());
    tally
        .firstBadRow()
        .ifPresent(
            bad ->
                notes.add("bad rows skipped: %s; the first: %s".formatted(tally.badRows(), bad)));
    if (tally.blankLines() > 0) {
      notes.add("blank lines skipped: " + tally.blankLines());
    }
    notes.addAll(unseen.notes());
    return notes;
  }
}
