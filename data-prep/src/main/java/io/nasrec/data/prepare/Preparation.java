package io.nasrec.data.prepare;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.Manifest;
import io.nasrec.data.ManifestFile;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.raw.FileStamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Prepares a data set: read, split, vocabulary, encode, write. */
public final class Preparation {
  private Preparation() {}

  /**
   * Prepares a data set with as many threads as there are cores, or finds that it already exists.
   *
   * @see #run(PrepareOptions, Path, int, Progress)
   */
  public static Prepared run(PrepareOptions options, Path directory, Progress progress) {
    return run(options, directory, Runtime.getRuntime().availableProcessors(), progress);
  }

  /**
   * Prepares a data set, or finds that it already exists. Equal raw data and options give equal
   * bytes. The directory appears only when it is complete; an interrupted preparation starts over.
   *
   * @param options what to prepare, and how
   * @param directory the data set's directory
   * @param threads how many threads parse and encode, at least 1; the result does not depend on it
   * @param progress receives the stages "digest", "parse rows", "count values" (chronological only)
   *     and "encode rows" (vocabularies only)
   * @return the data set
   * @throws BadDataException if the raw data is missing, damaged or modified meanwhile, or the
   *     directory holds something else or is being prepared
   * @throws UncheckedIOException if reading or writing fails, for example because the disk is full
   */
  public static Prepared run(
      PrepareOptions options, Path directory, int threads, Progress progress) {
    try {
      List<FileStamp> before = FileStamp.of(options.source().inputs());
      RawIdentity raw = options.source().identify(progress);
      Optional<Manifest> finished = Target.finished(directory, options.key(raw));
      if (finished.isPresent()) {
        return reuse(options, directory, finished.get());
      }
      try (StagedDirectory staged = StagedDirectory.beside(directory)) {
        Manifest manifest = new Conversion(options, raw, staged.path(), threads, progress).run();
        before.forEach(FileStamp::requireUnchanged);
        ManifestFile.write(manifest, staged.path());
        staged.publish();
        return new Prepared(directory, manifest, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Prepared reuse(PrepareOptions options, Path directory, Manifest manifest) {
    if (manifest.badRowsSkipped() > options.source().maxBadRows()) {
      throw new BadDataException(
          "%s was made with %s bad rows skipped, but maxBadRows is now %s; name another directory"
              .formatted(directory, manifest.badRowsSkipped(), options.source().maxBadRows()));
    }
    return new Prepared(directory, manifest, true);
  }
}
