package io.nasrec.data.prepare;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.data.Dataset;
import io.nasrec.data.DatasetKey;
import io.nasrec.data.Manifest;
import io.nasrec.data.SplitName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The target directory of a data set before preparation. Nothing in it is ever deleted. */
final class Target {
  private Target() {}

  /**
   * The data set that already exists.
   *
   * @param directory the data set's directory
   * @param key the key of the data set to be made
   * @return its manifest; empty if there is nothing
   * @throws BadDataException if something else is there, or it is damaged
   */
  static Optional<Manifest> finished(Path directory, DatasetKey key) throws IOException {
    if (isFree(directory)) {
      return Optional.empty();
    }
    if (!Files.exists(directory.resolve(Manifest.FILE))) {
      if (Files.exists(directory.resolve(SplitName.TRAIN.file()))) {
        throw DamagedFileException.missing(
            directory.resolve(Manifest.FILE), "although the files of a data set lie there");
      }
      throw new BadDataException(
          directory + " holds something other than a prepared data set; name another directory");
    }
    try (Dataset dataset = Dataset.open(directory)) {
      Manifest manifest = dataset.manifest();
      if (!manifest.key().equals(key)) {
        throw new BadDataException(
            "%s holds another data set (%s); remove it or name another directory"
                .formatted(directory, key.difference(manifest.key())));
      }
      return Optional.of(manifest);
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
