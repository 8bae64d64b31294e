package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** One text file, open for reading, which is cut into pieces of whole records. */
public final class TextFile implements Closeable {
  /** The usual length of a piece: some 2,000 rows of Criteo's. */
  static final int PIECE = 1 << 19;

  /** A record that is longer than this is taken for something else. */
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
    } catch (IOException e) {
      end(e);
    }
  }

  /**
   * Whole records.
   *
   * @param text the records; empty if there are none before the damage
   * @param damage why nothing can be read beyond them; null if nothing is wrong
   */
  public record Piece(String text, String damage) {}

  /**
   * Reads on.
   *
   * @return the next piece; null at the end
   * @throws IOException if reading fails
   */
  public Piece next() throws IOException {
    fill();
    int end = lastEnd();
    while (end == 0 && !ended) {
      grow();
      end = lastEnd();
    }
    if (end == 0 && damage == null) {
      return null;
    }
    Piece piece = new Piece(take(end), ended ? damage : null);
    if (ended) {
      damage = null; // told once
      buffered = 0;
    }
    return piece;
  }

  /**
   * Reads the first record, which is to be asked for before the first piece.
   *
   * @return the columns' names
   * @throws IOException if reading fails
   * @throws BadDataException if there is no such record
   */
  public List<String> header() throws IOException {
    fill();
    int end = ends.first(buffer, buffered);
    while (end == 0 && !ended) {
      grow();
      end = ends.first(buffer, buffered);
    }
    if (damage != null) {
      throw new BadDataException("%s: %s".formatted(path, damage));
    }
    String header = take(end == 0 ? buffered : end);
    try (CSVParser parser = dialect.parse(header)) {
      for (CSVRecord record : parser) {
        return record.toList();
      }
    } catch (IOException | UncheckedIOException e) {
      throw new BadDataException(path + ", record 1: expected column names", e);
    }
    throw new BadDataException(path + " must begin with column names, but holds nothing");
  }

  /**
   * How far it is.
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
    // A file's last record may lack its line end, but of what is cut off only whole records count.
    return ended && damage == null ? buffered : ends.last(buffer, buffered);
  }

  private void fill() throws IOException {
    try {
      while (!ended && buffered < buffer.length) {
        int read = text.read(buffer, buffered, buffer.length - buffered);
        ended = read < 0;
        buffered += Math.max(0, read);
      }
    } catch (IOException e) {
      end(e);
    }
  }

  private void end(IOException e) throws IOException {
    damage = RawText.damage(e).orElseThrow(() -> e);
    ended = true;
  }

  private void grow() throws IOException {
    if (buffer.length >= MAX_RECORD) {
      damage = "expected a record that ends within %s bytes".formatted(MAX_RECORD);
      ended = true;
      return;
    }
    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    fill();
  }

  private String take(int length) {
    String taken = new String(buffer, 0, length, dialect.charset());
    buffered -= length;
    System.arraycopy(buffer, length, buffer, 0, buffered);
    return taken;
  }
}
