package io.nasrec.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.RowTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimitedTextTest {
  private static final Dialect COMMAS = new Dialect(',', '"', true, StandardCharsets.UTF_8);
  private static final ColumnRoles ROLES =
      new ColumnRoles(
          "bought", List.of("price", "age"), List.of("title", "city"), List.of("id"), Set.of("NA"));
  private static final String HEADER = "id,city,bought,price,age,title\n";

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("shop.csv"), text);
  }

  private RawSource source(String text) throws IOException {
    return new DelimitedText(RawFile.of(file(text)), COMMAS, ROLES, 0);
  }

  private List<String> read(String text) throws IOException {
    return RowTexts.of(source(text), 1);
  }

  @Test
  void columnsComeInTheOrderOfTheRolesAndQuotesHoldAnything() throws IOException {
    assertThat(
            read(
                HEADER
                    + "1,\"Paris, FR\",1,2.5,30,\"say \"\"hi\"\"\"\n"
                    + "2,Ürümqi,0,-1e3,,\"two\nlines\"\n"))
        .containsExactly("1 2.5 30.0 say \"hi\" Paris, FR", "0 -1000.0 - two\nlines Ürümqi");
  }

  @Test
  void missingIsTheEmptyTextAndWhatTheUserSays() throws IOException {
    assertThat(read(HEADER + "1,NA,0,NA, ,\n" + "2, NA ,0,7,8,N/A\n"))
        .containsExactly("0 - - - -", "0 7.0 8.0 N/A -");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "0.0,0", "1.0,1", "true,1", "False,0", "' 1',1"})
  void labelsAreZeroOrOneHoweverSpelled(String spelled, int label) throws IOException {
    assertThat(read(HEADER + "1,a," + spelled + ",1,2,b\n").get(0)).startsWith(label + " ");
  }

  @Test
  void withoutAHeaderColumnsAreNumbered() throws IOException {
    Dialect tabs = new Dialect('\t', '\0', false, StandardCharsets.UTF_8);
    ColumnRoles roles =
        new ColumnRoles("c1", List.of("c3"), List.of("c2"), List.of("c4"), Set.of());

    Path file = file("1\t\"a\t5\tx\n0\tb\t6\tx\n");

    assertThat(RowTexts.of(new DelimitedText(RawFile.of(file), tabs, roles, 0), 1))
        .containsExactly("1 5.0 \"a", "0 6.0 b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,a,2,1,2,b | , column bought: expected 0 or 1, or false or true, but found \"2\"",
        "1,a,,1,2,b | , column bought: expected 0 or 1, or false or true, but found \"\"",
        "1,a,1,1f,2,b | , column price: expected a number or nothing, but found \"1f\"",
        "1,a,1,1e39,2,b | , column price: expected a number or nothing, but found \"1e39\"",
        "1,a,1,1,NaN,b | , column age: expected a number or nothing, but found \"NaN\"",
        "1,a,1,1,--2,b | , column age: expected a number or nothing, but found \"--2\"",
        "1,a,1,1,2 | : expected 6 columns, but found 5",
        "1,a,1,1,2,b,c | : expected 6 columns, but found 7",
      })
  void aBadCellIsNamed(String row, String problem) throws IOException {
    assertThatThrownBy(() -> read(HEADER + "1,a,1,1,2,b\n" + row + "\n"))
        .isInstanceOf(BadDataException.class)
        .hasMessage(directory.resolve("shop.csv") + ", record 3" + problem);
  }

  @Test
  void schemaAndFileMustNameTheSameColumns() {
    assertThatThrownBy(() -> read("id,town,bought,price,title,price,extra\n1,a,1,1,2,b,c\n"))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            directory.resolve("shop.csv")
                + ": the schema names columns that the file lacks: age, city;"
                + " the file has columns that the schema does not name: town, extra;"
                + " the column name price appears twice, in columns 4 and 6; rename all but one of them");
  }

  @Test
  void rolesAreChecked() {
    assertThatThrownBy(
            () -> new ColumnRoles("a", List.of("b"), List.of("c"), List.of("a"), Set.of()))
        .hasMessage("columns must differ, but a comes twice");
    assertThatThrownBy(() -> new ColumnRoles("a", List.of("b"), List.of(), List.of(), Set.of()))
        .hasMessage("categorical must name a column, but was empty");
  }

  @Test
  void aColumnMaySayWhichSplitARowIsIn() throws IOException {
    ColumnRoles roles =
        new ColumnRoles("y", List.of(), List.of("a"), List.of(), Set.of(), Optional.of("part"));
    Path file = file("a,part,y\nu,train,0\nv,Valid,1\nw,test,0\n");
    assertThat(RowTexts.of(new DelimitedText(RawFile.of(file), COMMAS, roles, 0), 1))
        .containsExactly("0 u train", "1 v validation", "0 w test");

    Path other = file("a,part,y\nu,dev,0\n");
    assertThatThrownBy(() -> RowTexts.of(new DelimitedText(RawFile.of(other), COMMAS, roles, 0), 1))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            other
                + ", record 2, column part: expected train, validation (or valid) or test, but"
                + " found \"dev\"");
  }
}
