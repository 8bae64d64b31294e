package io.nasrec.data.prepare;

import io.nasrec.data.BadDataException;
import io.nasrec.data.Dataset;
import io.nasrec.data.DatasetKey;
import io.nasrec.data.FileDigest;
import io.nasrec.data.Manifest;
import io.nasrec.data.Progress;
import io.nasrec.data.SplitName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The directory that a data set is to be in, as it is before. Nothing in it is ever deleted. */
final class Target {
  private Target() {}

  /**
   * The data set that is there already.
   *
   * @param directory where the data set is to be
   * @param key what it is to be made from
   * @param progress hears of the stage "digest"
   * @return its manifest; empty if there is nothing
   * @throws BadDataException if something else is there, or it is damaged
   */
  static Optional<Manifest> finished(Path directory, DatasetKey key, Progress progress)
      throws IOException {
    if (isFree(directory)) {
      return Optional.empty();
    }
    if (!Files.exists(directory.resolve(Manifest.FILE))) {
      throw new BadDataException(
          directory + " holds something that is no prepared data set; name another directory");
    }
    try (Dataset dataset = Dataset.open(directory)) {
      Manifest manifest = dataset.manifest();
      if (!manifest.key().equals(key)) {
        throw new BadDataException(
            "%s holds another data set (%s); remove it or name another directory"
                .formatted(directory, key.difference(manifest.key())));
      }
      verify(directory, manifest, progress);
      return Optional.of(manifest);
    }
  }

  /** What was damaged after it was written must not be taken for a finished data set. */
  private static void verify(Path directory, Manifest manifest, Progress progress)
      throws IOException {
    for (SplitName split : SplitName.values()) {
      Path file = directory.resolve(split.file());
      if (!FileDigest.SHA_256.of(file, progress).equals(manifest.part(split).sha256())) {
        throw new BadDataException(
            file + " is damaged: its digest is not the one in manifest.json; remove the data set");
      }
    }
  }

  private static boolean isFree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    if (!Files.isDirectory(directory)) {
      throw new BadDataException(directory + " must be a directory, but is a file");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }
}
