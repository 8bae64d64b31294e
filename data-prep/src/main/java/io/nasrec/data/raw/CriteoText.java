package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * The Criteo Kaggle text format (spec section 8): tab separated, no header, no quotes; label, 13
 * integers {@code I1..I13}, 26 hexadecimal ids {@code C1..C26}. Any feature may be empty. If {@code
 * maxBadRows} is 0, reading stops at the first malformed row.
 *
 * <p>The BARS benchmark's files of the same rows ({@code Criteo_x4}) have commas and a header
 * instead, {@code Label,I1,…,I13,C1,…,C26}; a file that begins with that label is read this way.
 *
 * @param files the files
 * @param maxBadRows how many malformed rows may be skipped, at least 0
 */
public record CriteoText(List<RawFile> files, long maxBadRows) implements TextSource {
  /** The features of any data in Criteo's shape. */
  static final RawSchema SCHEMA =
      new RawSchema(
          IntStream.rangeClosed(1, 13).mapToObj(i -> "I" + i).toList(),
          IntStream.rangeClosed(1, 26)
              .mapToObj(i -> new CategoricalField("C" + i, Coding.HEXADECIMAL))
              .toList());

  private static final int INTEGERS = SCHEMA.dense().size();
  private static final int IDS = SCHEMA.categorical().size();
  private static final int COLUMNS = 1 + INTEGERS + IDS;

  private static final List<String> HEADER =
      Stream.of(List.of("Label"), SCHEMA.dense(), SCHEMA.categoricalNames())
          .flatMap(List::stream)
          .toList();

  /** Checks the values. */
  public CriteoText {
    files = RawFiles.atLeastOne(files);
    BadRows.checkedMax(maxBadRows);
  }

  /**
   * One file.
   *
   * @param file the file
   * @param maxBadRows how many malformed rows may be skipped, at least 0
   */
  public CriteoText(Path file, long maxBadRows) {
    this(RawFile.of(file), maxBadRows);
  }

  @Override
  public String format() {
    return "criteo";
  }

  @Override
  public RawSchema schema() {
    return SCHEMA;
  }

  @Override
  public Dialect dialect(Path file) throws IOException {
    return RawText.startsWith(file, HEADER.get(0)) ? Dialect.COMMAS : Dialect.TABS;
  }

  @Override
  public RecordParser parser(Path file, List<String> header) {
    if (!header.isEmpty() && !header.equals(HEADER)) {
      throw new BadDataException(
          "%s, record 1: expected the columns Label,I1,…,I13,C1,…,C26, but found %s"
              .formatted(file, String.join(",", header)));
    }
    String separated = header.isEmpty() ? "tab-separated" : "comma-separated";
    return (record, row) -> parse(record, row, separated);
  }

  private static String parse(CSVRecord record, RawRows row, String separated) {
    if (record.size() != COLUMNS) {
      return "expected %s %s columns, but found %s".formatted(COLUMNS, separated, record.size());
    }
    String label = record.get(0);
    if (!label.equals("0") && !label.equals("1")) {
      return BadRows.problem("label", "0 or 1", label);
    }
    row.setLabel(label.charAt(0) - '0');
    for (int i = 0; i < INTEGERS; i++) {
      String value = record.get(1 + i);
      try {
        row.setDense(i, value.isEmpty() ? Double.NaN : Long.parseLong(value));
      } catch (NumberFormatException e) {
        return BadRows.problem(SCHEMA.dense().get(i), "an integer or nothing", value);
      }
    }
    for (int f = 0; f < IDS; f++) {
      String value = record.get(1 + INTEGERS + f);
      if (!row.setCategory(f, value)) {
        CategoricalField field = SCHEMA.categorical().get(f);
        return BadRows.problem(field.name(), field.coding().expected(), value);
      }
    }
    return null;
  }
}
