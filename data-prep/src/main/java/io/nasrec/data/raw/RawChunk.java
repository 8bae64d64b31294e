package io.nasrec.data.raw;

/** A piece of raw data that is not parsed yet. It keeps everything it needs in memory. */
@FunctionalInterface
public interface RawChunk {
  /**
   * Parses the piece, on any thread.
   *
   * @return its rows, in order
   * @throws io.nasrec.commons.BadDataException if it cannot be parsed at all; one bad record is
   *     rejected in the rows instead
   */
  RawRows parse();
}
