package io.nasrec.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Kdd12TextTest {
  private static final String ROW = "0 3 18446744073709551615 7 8 2 1 0 10 11 12 ";

  @TempDir Path directory;

  private Path file(String name, String... lines) throws IOException {
    String text = String.join("\n", lines).replace(' ', '\t') + "\n";
    return Files.writeString(directory.resolve(name), text);
  }

  private Kdd12Text source(String profile, String... rows) throws IOException {
    return new Kdd12Text(
        RawFile.of(file("training.txt", rows)),
        Optional.of(RawFile.of(file("userid_profile.txt", profile.split("\n"))).get(0)),
        0);
  }

  @Test
  void usersAreJoinedWithTheirGenderAndAge() throws IOException {
    Kdd12Text source =
        source(
            "100 2 5\n101 0 6\n23907634 1 0",
            ROW + "100",
            ROW + "101",
            ROW + "23907634",
            ROW + "0",
            ROW + "99999999999");

    assertThat(source.schema().categoricalNames())
        .containsExactly(
            "displayURL",
            "adID",
            "advertiserID",
            "queryID",
            "keywordID",
            "titleID",
            "descriptionID",
            "userID",
            "gender",
            "age");
    String begin = "0 3.0 2.0 1.0 18446744073709551615 7 8 0 10 11 12 ";
    assertThat(RowTexts.of(source, 1))
        .containsExactly(
            begin + "100 2 5",
            begin + "101 - 6",
            begin + "23907634 1 -",
            begin + "0 - -",
            begin + "99999999999 - -");
    assertThat(source.notes()).isEmpty();
  }

  @Test
  void anyClickIsAClickAndImpressionsAreNotExpanded() throws IOException {
    assertThat(RowTexts.of(source("1 1 1", ROW + "1", ROW.replaceFirst("0", "2") + "1"), 1))
        .extracting(row -> row.substring(0, 5))
        .containsExactly("0 3.0", "1 3.0");
  }

  @Test
  void withoutProfilesGenderAndAgeAreMissingAndThatIsSaid() throws IOException {
    Kdd12Text source =
        new Kdd12Text(RawFile.of(file("training.txt", ROW + "100")), Optional.empty(), 0);

    assertThat(RowTexts.of(source, 1)).singleElement().asString().endsWith(" 100 - -");
    assertThat(source.notes())
        .containsExactly("no user profile file was given: gender and age are missing in every row");
  }

  @Test
  void otherProfilesAreOtherData() throws IOException {
    String first = source("1 1 1", ROW + "1").identify(Progress.NONE).sha256();
    String second = source("1 1 2", ROW + "1").identify(Progress.NONE).sha256();
    assertThat(first).isNotEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1 3 5 7 8 2 1 0 10 11 12 1 | column click: expected a number of clicks, but found \"-1\"",
        "'' 3 5 7 8 2 1 0 10 11 12 1 | column click: expected a number of clicks, but found \"''\"",
        "1 x 5 7 8 2 1 0 10 11 12 1 | column impression: expected a whole number or nothing, but"
            + " found \"x\"",
        "1 3 5 7 8 2 1 0 1.0 11 12 1 | column keywordID: expected a whole number of up to 18 digits"
            + " or nothing, but found \"1.0\"",
        "1 3 5 7 8 2 1 0 10 11 12 | expected 12 tab-separated columns, but found 11",
      })
  void aBadValueIsNamed(String row, String problem) throws IOException {
    Kdd12Text source = source("1 1 1", ROW + "1", row);

    assertThatThrownBy(() -> RowTexts.of(source, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            directory.resolve("training.txt")
                + ", record 2"
                + (problem.startsWith("column") ? ", " : ": ")
                + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x 1 1 | column user: expected a number up to 268435455, but found \"x\"",
        "268435456 1 1 | column user: expected a number up to 268435455, but found \"268435456\"",
        "7 16 1 | column gender: expected a number up to 15, but found \"16\"",
        "7 1 -1 | column age: expected a number up to 15, but found \"-1\"",
        "7 1 | expected user, gender and age, tab separated, but found 2 columns",
      })
  void aBadProfileIsNamed(String profile, String problem) throws IOException {
    Kdd12Text source = source("7 1 1\n" + profile, ROW + "7");

    assertThatThrownBy(() -> RowTexts.of(source, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessage(directory.resolve("userid_profile.txt") + ", record 2, " + problem);
  }

  @Test
  void aProfileFileThatIsNotThereIsNamed() throws IOException {
    Path absent = directory.resolve("absent.txt");
    Kdd12Text source =
        new Kdd12Text(
            RawFile.of(file("training.txt", ROW + "1")), Optional.of(RawFile.of(absent).get(0)), 0);

    assertThatThrownBy(() -> source.identify(Progress.NONE))
        .isInstanceOf(BadDataException.class)
        .hasMessage(absent + " does not exist");
  }

  @Test
  void allUserNumbersOfTheFullFileFitAByteEach() throws IOException {
    StringBuilder profiles = new StringBuilder();
    for (int user = 1; user < 3000; user++) {
      profiles.append(user).append(' ').append(user % 3).append(' ').append(user % 7).append('\n');
    }
    UserProfiles known = UserProfiles.read(file("profiles.txt", profiles.toString().split("\n")));

    List<Integer> users = List.of(1, 2, 3, 1023, 1024, 2047, 2048, 2999);
    assertThat(users).allMatch(user -> known.gender(user) == user % 3);
    assertThat(users).allMatch(user -> known.age(user) == user % 7);
    assertThat(known.gender(3000)).isEqualTo(UserProfiles.UNKNOWN);
    assertThat(known.age(Coding.MISSING)).isEqualTo(UserProfiles.UNKNOWN);
  }
}
