package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** One text file, open for reading, which is cut into pieces of complete records. */
public final class TextFile implements Closeable {
  /** The usual length of a piece: some 2,000 Criteo rows. */
  static final int PIECE = 1 << 19;

  /** Anything longer than this is not considered a record. */
  static final int MAX_RECORD = 1 << 23;

  private final Path path;
  private final Dialect dialect;
  private final RecordEnds ends;
  private RawText text;
  private byte[] buffer = new byte[PIECE];
  private int buffered;
  private boolean ended;
  private String damage;

  /**
   * Opens a file.
   *
   * @param path the file; plain, gzip or zstd
   * @param dialect what its text looks like
   * @throws IOException if opening fails
   */
  public TextFile(Path path, Dialect dialect) throws IOException {
    this.path = path;
    this.dialect = dialect;
    ends = new RecordEnds(dialect);
    try {
      text = RawText.open(path);
    } catch (BrokenStreamException e) {
      end(e);
    }
  }

  /**
   * Complete records.
   *
   * @param text the records, not decoded yet; empty if there are none before the damage
   * @param damage why nothing can be read after them; null if nothing is wrong
   */
  @SuppressWarnings("ArrayRecordComponent") // a piece is passed on, and never compared
  public record Piece(byte[] text, String damage) {}

  /**
   * Reads the next piece.
   *
   * @return the piece; null at the end
   * @throws IOException if reading fails
   */
  public Piece next() throws IOException {
    fill();
    int end = lastEnd();
    while (end < 0 && !ended) {
      end = grow() ? lastEnd() : cut();
    }
    if (end <= 0 && damage == null) {
      return null;
    }
    Piece piece = new Piece(take(Math.max(0, end)), ended ? damage : null);
    if (ended) {
      damage = null; // told once
      buffered = 0;
    }
    return piece;
  }

  /**
   * Where to cut text without a record end in so many bytes: at a line end, because quotes around
   * that much text must be unclosed.
   */
  private int cut() {
    int end = dialect.quotes() ? RecordEnds.lastLine(buffer, buffered) : -1;
    if (end < 0) {
      damage = "expected a record that ends within %s bytes".formatted(MAX_RECORD);
      ended = true;
    }
    return end;
  }

  /**
   * Reads the first record; to be called before reading the first piece.
   *
   * @return the columns' names
   * @throws IOException if reading fails
   * @throws BadDataException if there is no such record
   */
  public List<String> header() throws IOException {
    fill();
    int end = ends.first(buffer, 0, buffered);
    while (end < 0 && !ended && grow()) {
      end = ends.first(buffer, 0, buffered);
    }
    if (damage != null) {
      throw new BadDataException("%s: %s".formatted(path, damage));
    }
    if (end < 0 && !ended) {
      throw new BadDataException(
          "%s, record 1: expected column names within %s bytes".formatted(path, MAX_RECORD));
    }
    Header header = new Header();
    new TextRecords(take(end < 0 ? buffered : end), dialect, List.of(), record -> false)
        .readTo(header);
    if (header.problem != null) {
      throw new BadDataException("%s, record 1, %s".formatted(path, header.problem));
    }
    if (header.names == null) {
      throw new BadDataException(
          "%s must begin with column names, but %s"
              .formatted(path, header.blank ? "its first line is blank" : "holds nothing"));
    }
    return header.names;
  }

  private static final class Header implements TextRecords.Sink {
    private List<String> names;
    private String problem;
    private boolean blank;

    @Override
    public void record(CSVRecord record) {
      names = record.toList();
    }

    @Override
    public void malformed(String what) {
      problem = problem == null ? what : problem;
    }

    @Override
    public void blank() {
      blank = true;
    }
  }

  /**
   * How far reading has come.
   *
   * @return how many of the file's bytes were read so far, before decompression
   */
  public long bytesRead() {
    return text == null ? 0 : text.bytesRead();
  }

  @Override
  public void close() throws IOException {
    if (text != null) {
      text.close();
    }
  }

  private int lastEnd() {
    // A file's last record may lack its line end, but in a truncated file only complete records
    // count.
    return ended && damage == null ? buffered : ends.last(buffer, buffered);
  }

  private void fill() throws IOException {
    try {
      while (!ended && buffered < buffer.length) {
        int read = text.read(buffer, buffered, buffer.length - buffered);
        ended = read < 0;
        buffered += Math.max(0, read);
      }
    } catch (BrokenStreamException e) {
      end(e);
    }
  }

  private void end(BrokenStreamException e) {
    damage = e.getMessage();
    ended = true;
  }

  /** Reads more; false if that would be too much. */
  private boolean grow() throws IOException {
    if (buffer.length >= MAX_RECORD) {
      return false;
    }
    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    fill();
    return true;
  }

  private byte[] take(int length) {
    byte[] taken = Arrays.copyOf(buffer, length);
    buffered -= length;
    System.arraycopy(buffer, length, buffer, 0, buffered);
    return taken;
  }
}
