package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import io.nasrec.data.Progress;
import io.nasrec.data.RawIdentity;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The Criteo Kaggle text format (spec section 8), plain or gzip: tab separated, no header, no
 * quotes; label, 13 integers {@code I1..I13}, 26 hexadecimal ids {@code C1..C26}. Any feature may
 * be empty. Where {@code maxBadRows} is 0, the first malformed row ends the reading.
 *
 * @param file the file
 * @param maxBadRows how many malformed rows may be skipped, at least 0
 */
public record CriteoText(Path file, long maxBadRows) implements RawSource {
  private static final CSVFormat TABS =
      CSVFormat.newFormat('\t').builder().setIgnoreEmptyLines(false).get();

  private static final int ROWS_PER_UPDATE = 8192;

  /** Checks the values. */
  public CriteoText {
    Objects.requireNonNull(file, "file must be given");
    if (maxBadRows < 0) {
      throw new IllegalArgumentException("maxBadRows must be at least 0, but was " + maxBadRows);
    }
  }

  @Override
  public String format() {
    return "criteo";
  }

  @Override
  public List<String> denseNames() {
    return CriteoRecord.denseNames();
  }

  @Override
  public List<String> sparseNames() {
    return CriteoRecord.sparseNames();
  }

  @Override
  public String text(long key) {
    return CriteoRecord.text(key);
  }

  @Override
  public RawIdentity identify(Progress progress) {
    return RawText.identify(file, progress);
  }

  @Override
  public Tally read(String stage, Progress progress, Consumer<RawRow> rows) {
    BadRows bad = new BadRows(file, maxBadRows);
    RawRow row = new RawRow(CriteoRecord.INTEGERS, CriteoRecord.IDS);
    long good = 0;
    try (RawText text = RawText.open(file);
        CSVParser parser = CSVParser.builder().setReader(text.reader()).setFormat(TABS).get()) {
      for (CSVRecord line : parser) {
        String problem = CriteoRecord.parse(line, row);
        if (problem == null) {
          good++;
          rows.accept(row);
        } else {
          bad.add(line.getRecordNumber(), problem);
        }
        if (line.getRecordNumber() % ROWS_PER_UPDATE == 0) {
          progress.update(stage, text.bytesRead(), text.bytes(), "bytes");
        }
      }
      progress.update(stage, text.bytes(), text.bytes(), "bytes");
    } catch (IOException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    }
    return new Tally(good, bad.count());
  }

  private RuntimeException unreadable(IOException e) {
    if (e instanceof EOFException) {
      return new BadDataException(file + " is cut off: its gzip stream ends too early", e);
    }
    if (e instanceof ZipException) {
      return new BadDataException(file + " is damaged gzip: " + e.getMessage(), e);
    }
    return new UncheckedIOException(e);
  }
}
