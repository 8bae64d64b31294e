package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.RawFormat;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The text format of Avazu's click-through rate prediction (spec section 8): comma separated, with
 * a header and without quotes. Of {@code hour}, which is YYMMDDHH in UTC, the hour of the day and
 * the weekday are kept (1 is Monday, 7 is Sunday), the date itself and {@code id} are not. There
 * are no numeric features. Rows to be predicted may lack {@code click} and {@code id}.
 *
 * @param files the files
 * @param maxBadRows how many malformed rows may be skipped, at least 0
 * @param use what the rows are read for
 */
public record AvazuText(List<RawFile> files, long maxBadRows, RowUse use) implements TextSource {
  private static final String CLICK = "click";
  private static final String HOUR = "hour";
  private static final String DROPPED = "id";

  private static final List<CategoricalField> READ_AS_THEY_ARE =
      Stream.of(
              fields(Coding.DECIMAL, "C1", "banner_pos"),
              fields(Coding.HEXADECIMAL, "site_id", "site_domain", "site_category"),
              fields(Coding.HEXADECIMAL, "app_id", "app_domain", "app_category"),
              fields(Coding.HEXADECIMAL, "device_id", "device_ip", "device_model"),
              fields(Coding.DECIMAL, "device_type", "device_conn_type"),
              fields(Coding.DECIMAL, "C14", "C15", "C16", "C17", "C18", "C19", "C20", "C21"))
          .flatMap(List::stream)
          .toList();

  private static final int HOUR_OF_DAY = 0;
  private static final int WEEKDAY = 1;
  private static final int DERIVED = 2;

  /** The features of the rows. */
  public static final RawSchema SCHEMA =
      new RawSchema(
          List.of(),
          Stream.concat(fields(Coding.DECIMAL, HOUR, "weekday").stream(), READ_AS_THEY_ARE.stream())
              .toList());

  /** The columns that features are made of. */
  public static final List<String> INPUTS =
      Stream.concat(Stream.of(HOUR), READ_AS_THEY_ARE.stream().map(CategoricalField::name))
          .toList();

  private static final List<String> COLUMNS =
      Stream.concat(Stream.of(DROPPED, CLICK), INPUTS.stream()).toList();

  /** Checks the values. */
  public AvazuText {
    files = RawFiles.atLeastOne(files);
    BadRows.checkedMax(maxBadRows);
  }

  /**
   * Files of which a data set is made.
   *
   * @param files the files
   * @param maxBadRows how many malformed rows may be skipped, at least 0
   */
  public AvazuText(List<RawFile> files, long maxBadRows) {
    this(files, maxBadRows, RowUse.LEARNING);
  }

  @Override
  public RawFormat format() {
    return RawFormat.named("avazu");
  }

  @Override
  public RawSchema schema() {
    return use.with(SCHEMA);
  }

  @Override
  public Dialect dialect(Path file) {
    return Dialect.COMMAS;
  }

  @Override
  public RecordParser parser(Path file, List<String> header) {
    List<String> absent = new ArrayList<>(COLUMNS);
    absent.removeAll(header);
    if (use.learning() && !absent.isEmpty()) {
      throw new BadDataException(
          "%s, record 1: expected the columns %s, but %s %s missing"
              .formatted(
                  file,
                  String.join(",", COLUMNS),
                  String.join(", ", absent),
                  absent.size() == 1 ? "is" : "are"));
    }
    return reader(file.toString(), header, use).records(header.size(), "comma-separated ");
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
    int click = positions.label(CLICK);
    int[] inputs = positions.features(INPUTS);
    positions.require(where);
    return (cells, row) -> {
      positions.carry(cells, row);
      return read(cells, row, click, inputs);
    };
  }

  private static String read(IntFunction<?> cells, RawRows row, int click, int[] inputs) {
    if (click >= 0) {
      String label = CellText.of(cells.apply(click));
      if (!label.equals("0") && !label.equals("1")) {
        return BadRows.problem(CLICK, "0 or 1", label);
      }
      row.setLabel(label.charAt(0) - '0');
    }
    // A column that may be absent is missing in every row; an empty time is none.
    String time = CellText.of(Positions.cell(cells, inputs[0]));
    if (inputs[0] >= 0 && !setTime(time, row)) {
      return BadRows.problem(HOUR, "a time YYMMDDHH", time);
    }
    for (int i = 0; i < READ_AS_THEY_ARE.size(); i++) {
      String value = CellText.of(Positions.cell(cells, inputs[1 + i]));
      if (!row.setCategory(DERIVED + i, value)) {
        CategoricalField field = READ_AS_THEY_ARE.get(i);
        return BadRows.problem(field.name(), field.coding().expected(), value);
      }
    }
    return null;
  }

  private static boolean setTime(String time, RawRows row) {
    if (time.length() != 8 || !time.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int digits = Integer.parseInt(time);
    int hour = digits % 100;
    int day = digits / 100 % 100;
    int month = digits / 10_000 % 100;
    if (hour > 23 || month < 1 || month > 12) {
      return false;
    }
    YearMonth when = YearMonth.of(2000 + digits / 1_000_000, month);
    if (!when.isValidDay(day)) {
      return false;
    }
    row.setKey(HOUR_OF_DAY, hour);
    row.setKey(WEEKDAY, when.atDay(day).getDayOfWeek().getValue());
    return true;
  }

  private static List<CategoricalField> fields(Coding coding, String... names) {
    return IntStream.range(0, names.length)
        .mapToObj(i -> new CategoricalField(names[i], coding))
        .toList();
  }
}
