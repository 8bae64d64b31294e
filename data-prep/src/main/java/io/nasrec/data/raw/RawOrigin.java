package io.nasrec.data.raw;

import java.util.Objects;

/**
 * Where a block of records comes from.
 *
 * @param part the index of the source's part, such as a file, counted from 0 in reading order;
 *     records are numbered from 1 in each
 * @param name the part's name in messages, such as the path of a file
 * @param header the number of records before the first row: 1 if the part begins with a header
 */
public record RawOrigin(int part, String name, int header) {
  /** Checks the values. */
  public RawOrigin {
    Objects.requireNonNull(name, "name must be given");
    if (part < 0 || header < 0) {
      throw new IllegalArgumentException(
          "part and header must be at least 0, but were %s and %s".formatted(part, header));
    }
  }
}
