package io.nasrec.data.raw;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;

/** One line of the Criteo text format: its columns and how they are parsed. */
final class CriteoRecord {
  static final int INTEGERS = 13;
  static final int IDS = 26;
  private static final int COLUMNS = 1 + INTEGERS + IDS;
  private static final int MAX_DIGITS = 8;

  private CriteoRecord() {}

  static List<String> denseNames() {
    return names("I", INTEGERS);
  }

  static List<String> sparseNames() {
    return names("C", IDS);
  }

  static String text(long key) {
    return "%08x".formatted(key);
  }

  /**
   * Parses a line.
   *
   * @param line the line's columns
   * @param row takes the values
   * @return what is wrong with the line, null if nothing is; a result and not an exception, because
   *     a file may have many such lines
   */
  static String parse(CSVRecord line, RawRow row) {
    if (line.size() != COLUMNS) {
      return "expected %d tab-separated columns, but found %d".formatted(COLUMNS, line.size());
    }
    String label = line.get(0);
    if (!label.equals("0") && !label.equals("1")) {
      return problem("label", "0 or 1", label);
    }
    row.label(label.charAt(0) - '0');
    for (int i = 0; i < INTEGERS; i++) {
      String value = line.get(1 + i);
      try {
        row.dense()[i] = value.isEmpty() ? Double.NaN : Long.parseLong(value);
      } catch (NumberFormatException e) {
        return problem("I" + (i + 1), "an integer or nothing", value);
      }
    }
    for (int i = 0; i < IDS; i++) {
      String value = line.get(1 + INTEGERS + i);
      long key = key(value);
      if (key == RawRow.MISSING && !value.isEmpty()) {
        return problem("C" + (i + 1), "1 to 8 hexadecimal digits or nothing", value);
      }
      row.sparse()[i] = key;
    }
    return null;
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
  }

  private static long key(String value) {
    if (value.length() > MAX_DIGITS) {
      return RawRow.MISSING;
    }
    long key = RawRow.MISSING;
    for (int i = 0; i < value.length(); i++) {
      int digit = digit(value.charAt(i));
      if (digit < 0) {
        return RawRow.MISSING;
      }
      key = i == 0 ? digit : key << 4 | digit;
    }
    return key;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20; // lower case
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  private static String problem(String column, String expected, String found) {
    return "column %s: expected %s, but found %s"
        .formatted(column, expected, BadRows.shorten(found));
  }
}
