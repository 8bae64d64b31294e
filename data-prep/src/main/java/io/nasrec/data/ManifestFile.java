package io.nasrec.data;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code manifest.json}: a {@link Manifest} in a data set's directory, with its checksum. */
public final class ManifestFile {
  private ManifestFile() {}

  /**
   * Writes a manifest.
   *
   * @param manifest the manifest
   * @param directory the data set's directory
   * @throws IOException if it cannot be written
   */
  public static void write(Manifest manifest, Path directory) throws IOException {
    CheckedJson.write(directory.resolve(Manifest.FILE), manifest);
  }

  /**
   * Reads a manifest.
   *
   * @param directory the data set's directory
   * @return the manifest
   * @throws BadDataException if there is none, or it is damaged, or another version wrote it
   */
  public static Manifest read(Path directory) {
    Path file = directory.resolve(Manifest.FILE);
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(
          directory + " is not a prepared data set: it has no manifest.json");
    }
    try {
      ObjectNode document = CheckedJson.read(file);
      int version = document.path("key").path("formatVersion").asInt();
      if (version != DatasetKey.CURRENT_VERSION) {
        throw DamagedFileException.ofAnotherVersion(
            file,
            "expected format version %s, but found %s"
                .formatted(DatasetKey.CURRENT_VERSION, version),
            null);
      }
      return CheckedJson.bound(file, document, new TypeReference<Manifest>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
