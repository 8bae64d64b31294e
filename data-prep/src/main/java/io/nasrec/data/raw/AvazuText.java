package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * The text format of Avazu's click-through rate prediction (spec section 8): comma separated, with
 * a header and without quotes. The column {@code hour} is YYMMDDHH in UTC; its hour of the day and
 * its weekday (1 is Monday, 7 is Sunday) are kept, the date itself and {@code id} are not. There
 * are no numeric features.
 *
 * @param files the files
 * @param maxBadRows how many malformed rows may be skipped, at least 0
 */
public record AvazuText(List<RawFile> files, long maxBadRows) implements TextSource {
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

  private static final RawSchema SCHEMA =
      new RawSchema(
          List.of(),
          Stream.concat(fields(Coding.DECIMAL, HOUR, "weekday").stream(), READ_AS_THEY_ARE.stream())
              .toList());

  private static final List<String> COLUMNS =
      Stream.concat(
              Stream.of(DROPPED, CLICK, HOUR),
              READ_AS_THEY_ARE.stream().map(CategoricalField::name))
          .toList();

  /** Checks the values. */
  public AvazuText {
    files = RawFiles.atLeastOne(files);
    BadRows.checkedMax(maxBadRows);
  }

  @Override
  public String format() {
    return "avazu";
  }

  @Override
  public RawSchema schema() {
    return SCHEMA;
  }

  @Override
  public Dialect dialect(Path file) {
    return Dialect.COMMAS;
  }

  @Override
  public RecordParser parser(Path file, List<String> header) {
    List<String> absent = new ArrayList<>(COLUMNS);
    absent.removeAll(header);
    if (!absent.isEmpty()) {
      throw new BadDataException(
          "%s, record 1: expected the columns %s, but %s %s missing"
              .formatted(
                  file,
                  String.join(",", COLUMNS),
                  String.join(", ", absent),
                  absent.size() == 1 ? "is" : "are"));
    }
    int click = header.indexOf(CLICK);
    int hour = header.indexOf(HOUR);
    int[] columns =
        READ_AS_THEY_ARE.stream().mapToInt(field -> header.indexOf(field.name())).toArray();
    return (record, row) -> parse(record, row, header.size(), click, hour, columns);
  }

  private static String parse(
      CSVRecord record, RawRows row, int size, int click, int hour, int[] columns) {
    if (record.size() != size) {
      return "expected %s comma-separated columns, but found %s".formatted(size, record.size());
    }
    String label = record.get(click);
    if (!label.equals("0") && !label.equals("1")) {
      return BadRows.problem(CLICK, "0 or 1", label);
    }
    row.setLabel(label.charAt(0) - '0');
    if (!setTime(record.get(hour), row)) {
      return BadRows.problem(HOUR, "a time YYMMDDHH", record.get(hour));
    }
    for (int i = 0; i < columns.length; i++) {
      String value = record.get(columns[i]);
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
