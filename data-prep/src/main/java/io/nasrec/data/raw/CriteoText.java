package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.RawFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Criteo Kaggle text format (spec section 8): tab separated, no header, no quotes; label, 13
 * integers {@code I1..I13}, 26 hexadecimal ids {@code C1..C26}. Any feature may be empty. If {@code
 * maxBadRows} is 0, reading stops at the first malformed row.
 *
 * <p>The BARS benchmark's files of the same rows ({@code Criteo_x4}) have commas and a header
 * instead, {@code Label,I1,…,I13,C1,…,C26}; a file that begins with names of these columns is read
 * so. Rows to be predicted may lack the label, as the competition's {@code test.txt} does.
 *
 * @param files the files
 * @param maxBadRows how many malformed rows may be skipped, at least 0
 * @param use what the rows are read for
 */
public record CriteoText(List<RawFile> files, long maxBadRows, RowUse use) implements TextSource {
  /** The features of all data in Criteo's shape. */
  public static final RawSchema SCHEMA =
      new RawSchema(
          IntStream.rangeClosed(1, 13).mapToObj(i -> "I" + i).toList(),
          IntStream.rangeClosed(1, 26)
              .mapToObj(i -> new CategoricalField("C" + i, Coding.HEXADECIMAL))
              .toList());

  private static final String LABEL = "Label";

  private static final List<String> HEADER =
      Stream.of(List.of(LABEL), SCHEMA.dense(), SCHEMA.categoricalNames())
          .flatMap(List::stream)
          .toList();

  private static final List<String> UNLABELLED = HEADER.subList(1, HEADER.size());

  /** Checks the values. */
  public CriteoText {
    files = RawFiles.atLeastOne(files);
    BadRows.checkedMax(maxBadRows);
  }

  /**
   * Files of which a data set is made.
   *
   * @param files the files
   * @param maxBadRows how many malformed rows may be skipped, at least 0
   */
  public CriteoText(List<RawFile> files, long maxBadRows) {
    this(files, maxBadRows, RowUse.LEARNING);
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
  public RawFormat format() {
    return RawFormat.named("criteo");
  }

  @Override
  public RawSchema schema() {
    return use.with(SCHEMA);
  }

  @Override
  public Dialect dialect(Path file) throws IOException {
    boolean named =
        use.learning()
            ? RawText.startsWith(file, LABEL)
            : HEADER.stream().anyMatch(first(file)::contains);
    return named ? Dialect.COMMAS : Dialect.TABS;
  }

  /** The values of the first record, if commas separate them. */
  private static List<String> first(Path file) throws IOException {
    try (TextFile text = new TextFile(file, Dialect.COMMAS)) {
      return text.header();
    }
  }

  @Override
  public RecordParser parser(Path file, List<String> header) {
    if (header.isEmpty()) {
      List<String> columns = columns(file);
      return reader(file.toString(), columns, use).records(columns.size(), "tab-separated ");
    }
    if (use.learning() && !header.equals(HEADER)) {
      throw new BadDataException(
          "%s, record 1: expected the columns Label,I1,…,I13,C1,…,C26, but found %s"
              .formatted(file, String.join(",", header)));
    }
    return reader(file.toString(), header, use).records(header.size(), "comma-separated ");
  }

  /** Those of a file without a header. */
  private List<String> columns(Path file) {
    boolean unlabelled = !use.learning() && UsualSize.of(file, Dialect.TABS) == UNLABELLED.size();
    return unlabelled ? UNLABELLED : HEADER;
  }

  /**
   * Reads rows of named columns.
   *
   * @param where the columns are, for messages
   * @param columns their names
   * @param use what the rows are read for
   * @throws BadDataException if columns are missing
   */
  public static RowReader reader(String where, List<String> columns, RowUse use) {
    Positions positions = new Positions(columns, use);
    int label = positions.label(LABEL);
    int[] integers = positions.features(SCHEMA.dense());
    int[] ids = positions.features(SCHEMA.categoricalNames());
    positions.require(where);
    return (cells, row) -> {
      positions.carry(cells, row);
      return read(cells, row, label, integers, ids);
    };
  }

  private static String read(
      IntFunction<?> cells, RawRows row, int label, int[] integers, int[] ids) {
    if (label >= 0) {
      String click = CellText.of(cells.apply(label));
      if (!click.equals("0") && !click.equals("1")) {
        return BadRows.problem("label", "0 or 1", click);
      }
      row.setLabel(click.charAt(0) - '0');
    }
    for (int i = 0; i < integers.length; i++) {
      String value = CellText.of(Positions.cell(cells, integers[i]));
      try {
        row.setDense(i, value.isEmpty() ? Double.NaN : Long.parseLong(value));
      } catch (NumberFormatException e) {
        return BadRows.problem(SCHEMA.dense().get(i), "an integer or nothing", value);
      }
    }
    for (int f = 0; f < ids.length; f++) {
      String value = CellText.of(Positions.cell(cells, ids[f]));
      if (!row.setCategory(f, value)) {
        CategoricalField field = SCHEMA.categorical().get(f);
        return BadRows.problem(field.name(), field.coding().expected(), value);
      }
    }
    return null;
  }
}
