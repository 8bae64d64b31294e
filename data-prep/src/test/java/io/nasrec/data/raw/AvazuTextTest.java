package io.nasrec.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvazuTextTest {
  private static final String HEADER =
      "id,click,hour,C1,banner_pos,site_id,site_domain,site_category,app_id,app_domain,"
          + "app_category,device_id,device_ip,device_model,device_type,device_conn_type,"
          + "C14,C15,C16,C17,C18,C19,C20,C21";

  private static final String ROW =
      "1e19,1,14102100,1005,0,1fbe01fe,f3845767,28905ebd,ecad2386,7801e8d9,07d7df22,a99f214a,"
          + "ddd2926e,44956a24,1,2,15706,320,50,1722,0,35,-1,79";

  @TempDir Path directory;

  private Path file(String... lines) throws IOException {
    return Files.writeString(directory.resolve("train.csv"), String.join("\n", lines) + "\n");
  }

  private static List<String> read(Path file) {
    return RowTexts.of(new AvazuText(RawFile.of(file), 0), 1);
  }

  private static String with(int column, String value) {
    String[] values = ROW.split(",", -1);
    values[column] = value;
    return String.join(",", values);
  }

  @Test
  void theHourBecomesHourOfDayAndWeekdayAndTheIdIsDropped() throws IOException {
    // 21 October 2014 was a Tuesday.
    assertThat(read(file(HEADER, ROW)))
        .containsExactly(
            "1 0 2 1005 0 1fbe01fe f3845767 28905ebd ecad2386 7801e8d9 07d7df22 a99f214a ddd2926e"
                + " 44956a24 1 2 15706 320 50 1722 0 35 -1 79");
  }

  @ParameterizedTest
  @CsvSource({
    "14102600, 0 7", // Sunday
    "14102723, 23 1", // Monday
    "00022912, 12 2", // a leap day, Tuesday
    "99123123, 23 4" // Thursday
  })
  void weekdaysAreThoseOfTheCalendar(String hour, String hourAndWeekday) throws IOException {
    assertThat(read(file(HEADER, with(2, hour))).get(0)).startsWith("1 " + hourAndWeekday + " ");
  }

  @Test
  void itHas23FieldsAndNoNumbers() {
    RawSchema schema = new AvazuText(RawFile.of(directory), 0).schema();
    assertThat(schema.dense()).isEmpty();
    assertThat(schema.categoricalNames()).hasSize(23).startsWith("hour", "weekday", "C1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 2        | column click: expected 0 or 1, but found \"2\"",
        "2 | 14102124 | column hour: expected a time YYMMDDHH, but found \"14102124\"",
        "2 | 14023000 | column hour: expected a time YYMMDDHH, but found \"14023000\"",
        "2 | 14130100 | column hour: expected a time YYMMDDHH, but found \"14130100\"",
        "2 | 1410210  | column hour: expected a time YYMMDDHH, but found \"1410210\"",
        "2 | -4102100 | column hour: expected a time YYMMDDHH, but found \"-4102100\"",
        "5 | 1fbe01fg | column site_id: expected 1 to 8 hexadecimal digits or nothing, but found"
            + " \"1fbe01fg\"",
        "22| -        | column C20: expected a whole number of up to 18 digits or nothing, but"
            + " found \"-\"",
        "23| 7,9      | expected 24 comma-separated columns, but found 25",
      })
  void aBadValueIsNamed(int column, String value, String problem) throws IOException {
    Path file = file(HEADER, ROW, with(column, value));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadDataException.class)
        .hasMessage(file + ", record 3" + (problem.startsWith("column") ? ", " : ": ") + problem);
  }

  @Test
  void columnsAreFoundByTheirNames() throws IOException {
    List<String> expected = read(file(HEADER, ROW));
    assertThat(read(file(reversed(HEADER), reversed(ROW)))).isEqualTo(expected);
  }

  @Test
  void aFileWithoutTheColumnsIsRefused() throws IOException {
    Path test = file(HEADER.replace("click,", "").replace(",C21", ""), ROW);

    assertThatThrownBy(() -> read(test))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            test + ", record 1: expected the columns " + HEADER + ", but click, C21 are missing");
  }

  private static String reversed(String line) {
    List<String> values = Arrays.asList(line.split(","));
    java.util.Collections.reverse(values);
    return values.stream().collect(Collectors.joining(","));
  }
}
