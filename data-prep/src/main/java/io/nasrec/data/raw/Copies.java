package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds files with the same content, compressed or not. Their rows would count twice: once in
 * training and again, already seen, in validation or test. Files with the same beginning are
 * compared byte by byte up to the first difference; of all others only the first few bytes are
 * read.
 */
final class Copies {
  private static final int BEGINNING = 1 << 16;
  private static final int BUFFER = 1 << 16;

  private Copies() {}

  /** A file and the first bytes of its content. */
  @SuppressWarnings("ArrayRecordComponent") // compared by content, below
  private record Beginning(Path path, byte[] bytes) {}

  /**
   * Compares all files. Missing, damaged and empty files are left to their reader, and so are files
   * of a single line: parts without rows have the same header.
   *
   * @throws BadDataException if two are equal
   * @throws IOException if one cannot be read
   */
  static void refuse(List<Path> files) throws IOException {
    List<Beginning> known = new ArrayList<>();
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        continue;
      }
      try {
        Beginning beginning = new Beginning(file, beginning(file));
        if (lines(beginning.bytes) < 2) {
          continue;
        }
        for (Beginning earlier : known) {
          if (Arrays.equals(earlier.bytes, beginning.bytes) && same(earlier.path, file)) {
            throw new BadDataException(
                ("%s and %s have the same content (packed or not), so each row would count twice;"
                        + " remove one of them")
                    .formatted(earlier.path, file));
          }
        }
        known.add(beginning);
      } catch (BrokenStreamException e) {
        // The reader of the file reports where it is damaged.
      }
    }
  }

  private static byte[] beginning(Path file) throws IOException {
    try (InputStream in = Unpacked.open(file)) {
      return in.readNBytes(BEGINNING);
    }
  }

  private static int lines(byte[] text) {
    int lines = 0;
    for (int i = 0; i < text.length; i++) {
      boolean ends = text[i] == '\n' || text[i] == '\r';
      boolean begins = i == 0 || text[i - 1] == '\n' || text[i - 1] == '\r';
      lines += begins && !ends ? 1 : 0;
    }
    return lines;
  }

  private static boolean same(Path one, Path other) throws IOException {
    try (InputStream first = new BufferedInputStream(Unpacked.open(one), BUFFER);
        InputStream second = new BufferedInputStream(Unpacked.open(other), BUFFER)) {
      int left;
      do {
        left = first.read();
        if (left != second.read()) {
          return false;
        }
      } while (left >= 0);
      return true;
    }
  }
}
