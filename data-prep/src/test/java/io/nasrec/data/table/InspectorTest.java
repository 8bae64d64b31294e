package io.nasrec.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.table.ColumnGuess.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
  private static final int ROWS = 400;

  @TempDir Path directory;

  /** One column of each kind. */
  private static String rows() {
    return "row,uuid,flag,click,zip,visits,amount,score,balance,kind,dull,empty\n"
        + IntStream.range(0, ROWS)
            .mapToObj(
                i ->
                    String.join(
                        ",",
                        String.valueOf(1000 + i),
                        "u" + i * 7919L % 100_003,
                        String.valueOf(i % 2),
                        i % 4 == 0 ? "1" : "0",
                        String.format(Locale.ROOT, "%05d", i % 90),
                        String.valueOf(i % 5),
                        i % 10 == 0 ? "NA" : String.valueOf(i * i),
                        String.valueOf(i % 50 / 100.0 - 0.1),
                        String.valueOf((i % 40 - 20) * 1000),
                        "\"kind, " + i % 3 + "\"",
                        "x",
                        ""))
            .collect(Collectors.joining("\n"));
  }

  private Inspection inspect(String text, Optional<String> label, long rows) throws IOException {
    Path file = Files.writeString(directory.resolve("rows.csv"), text);
    return new Inspector(file, label, Set.of(), rows, Progress.NONE).run();
  }

  @Test
  void eachColumnIsTakenForWhatItIs() throws IOException {
    Inspection found = inspect(rows(), Optional.empty(), 1000);

    assertThat(found.columns())
        .extracting(column -> column.name() + ": " + column.role() + " " + column.note())
        .containsExactly(
            "row: IGNORED numbers the rows",
            "uuid: IGNORED hardly ever twice",
            "flag: CATEGORICAL 0 or 1, but does not give the label away",
            "click: LABEL ",
            "zip: CATEGORICAL ",
            "visits: CATEGORICAL ",
            "amount: DENSE ",
            "score: DENSE ",
            "balance: DENSE ",
            "kind: CATEGORICAL ",
            "dull: IGNORED always the same",
            "empty: IGNORED always missing");
    assertThat(found.columns(Role.DENSE))
        .extracting(ColumnGuess::transform)
        .containsExactly(
            Optional.of(DenseTransform.LOG1P),
            Optional.of(DenseTransform.NONE),
            Optional.of(DenseTransform.SIGNED_LOG1P));
    assertThat(found.rows()).isEqualTo(ROWS);
    assertThat(found.complete()).isTrue();
    assertThat(found.positives()).isEqualTo(ROWS / 4);
    assertThat(found.missing()).containsExactly("NA");
  }

  @Test
  void figuresAreThoseOfTheColumn() throws IOException {
    ColumnGuess amount = inspect(rows(), Optional.empty(), 1000).columns().get(6);

    assertThat(amount.type()).isEqualTo("whole numbers");
    assertThat(amount.missing()).isEqualTo(0.1);
    assertThat(amount.distinct()).isEqualTo("360");
    assertThat(amount.range()).isEqualTo("1 .. 159201");
  }

  @Test
  void onlySoManyRowsAreLookedAt() throws IOException {
    Inspection found = inspect(rows(), Optional.empty(), 50);

    assertThat(found.rows()).isEqualTo(50);
    assertThat(found.complete()).isFalse();
    assertThat(inspect(rows(), Optional.empty(), ROWS).complete()).isTrue();
  }

  @Test
  void theUserMaySayWhichColumnIsTheLabel() throws IOException {
    assertThat(inspect(rows(), Optional.of("flag"), 1000).columns(Role.LABEL))
        .extracting(ColumnGuess::name)
        .containsExactly("flag");
    assertThatThrownBy(() -> inspect(rows(), Optional.of("visits"), 1000))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            directory.resolve("rows.csv")
                + ", column visits: expected a column with 0 or 1 (or false or true) in each row,"
                + " and both of them");
    assertThatThrownBy(() -> inspect("a,b\n1,2\n", Optional.of("c"), 1000))
        .hasMessage(directory.resolve("rows.csv") + " has no column c; its columns are a, b");
  }

  @Test
  void withoutALabelThereIsNothingToLearn() {
    assertThatThrownBy(() -> inspect("a,b\n1,2\n1,3\n", Optional.empty(), 1000))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            directory.resolve("rows.csv")
                + ": expected a column with 0 or 1 (or false or true) in each row, and both of"
                + " them, but found none; its columns are a, b");
  }

  @Test
  void withoutCategoriesThereIsNothingToEmbedUnlessTheUserNamesSome() throws IOException {
    Path file = directory.resolve("numbers.csv");
    String rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> i % 2 + "," + i / 8.0 + "," + i % 40)
            .collect(Collectors.joining("\n"));
    Files.writeString(file, "y,x,z\n" + rows);
    Inspector plain = new Inspector(file, Optional.empty(), Set.of(), ROWS, Progress.NONE);
    assertThatThrownBy(plain::run)
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            file
                + ": expected a column of categories (text, or whole numbers with few values),"
                + " which"
                + " a network embeds, but found none; say which is one with --categorical COLUMN");

    Inspector told = new Inspector(file, Optional.empty(), Set.of("z"), ROWS, Progress.NONE);
    assertThat(told.run().columns(Role.CATEGORICAL))
        .extracting(ColumnGuess::name)
        .containsExactly("z");
    assertThatThrownBy(
            () -> new Inspector(file, Optional.empty(), Set.of("q"), 9, Progress.NONE).run())
        .hasMessage(file + " has no column q; its columns are y, x, z");
  }

  @Test
  void irregularRecordsAreCountedAndLeftOut() throws IOException {
    Inspection found =
        inspect(
            "y,x\n1,a\n0,b\n1\n0,a\n0,b\n0,a\n0,b\n0,a\n0,b\n0,a\n0,b\n0,c\n",
            Optional.empty(),
            1000);

    assertThat(found.irregular()).isEqualTo(1);
    assertThat(found.rows()).isEqualTo(12);
    assertThat(found.positives()).isEqualTo(1);
  }

  /** Rows with clicks in every fourth, and a column of the user's. */
  private Inspection inspectColumn(String name, IntFunction<String> cell) throws IOException {
    return inspect(
        IntStream.range(0, 2000)
            .mapToObj(
                i -> (i % 4 == 0 ? "1" : "0") + ",c" + i * 7919L % 10_007 % 9 + "," + cell.apply(i))
            .collect(Collectors.joining("\n", "click,city," + name + "\n", "\n")),
        Optional.empty(),
        5000);
  }

  private String guessOf(String name, IntFunction<String> cell) throws IOException {
    ColumnGuess guess = inspectColumn(name, cell).columns().get(2);
    return guess.role() + " " + guess.note();
  }

  @Test
  void aFewOddValuesMakeNoCategoryOfNumbers() throws IOException {
    String price =
        "DENSE 1 value is no finite number (record 7: %s); correct it, or name it in"
            + " schema.missing";
    for (String odd : List.of("inf", "unknown", "3,21", "3.210.00")) {
      String cell = odd.contains(",") ? '"' + odd + '"' : odd;
      assertThat(guessOf("price", i -> i == 5 ? cell : i * 37 % 1999 / 8.0 + ""))
          .isEqualTo(price.formatted(odd));
    }
    assertThat(guessOf("price", i -> i % 25 == 3 ? "free" : i * 37 % 1999 / 8.0 + ""))
        .isEqualTo(
            "DENSE 80 values are no finite numbers (the first: record 5: free); correct them, or"
                + " name them in schema.missing");
    assertThat(guessOf("size", i -> i % 10 == 3 ? "XL" : i * 37 % 1999 / 8.0 + ""))
        .isEqualTo("CATEGORICAL ");
  }

  @Test
  void marksAmongNumbersAreMissingValues() throws IOException {
    Inspection found =
        inspectColumn(
            "price",
            i -> i % 10 == 3 ? "-" : i == 5 ? "n.a." : i == 6 ? "NULL" : i * 37 % 1999 / 8.0 + "");
    ColumnGuess price = found.columns().get(2);

    assertThat(price.role() + " " + price.note())
        .isEqualTo(
            "DENSE schema.missing takes '-' (200 rows), 'n.a.' (1 row) for missing, in all columns");
    assertThat(price.missing()).isEqualTo(202 / 2000.0);
    assertThat(price.range()).startsWith("0 ..");
    assertThat(found.missing()).containsExactly("-", "NULL", "n.a.");
  }

  /** There, a dash may be a value like any other. */
  @Test
  void marksAmongTextsAreValues() throws IOException {
    Inspection found = inspectColumn("size", i -> i % 10 == 3 ? "-" : "S" + i * 7919L % 10_007 % 4);
    ColumnGuess size = found.columns().get(2);

    assertThat(size.role() + " " + size.note()).isEqualTo("CATEGORICAL ");
    assertThat(size.missing()).isZero();
    assertThat(size.distinct()).isEqualTo("5");
    assertThat(found.missing()).isEmpty();
  }

  @Test
  void aRareMissingValueIsNotRoundedAway() throws IOException {
    IntFunction<String> number = i -> i * 37 % 1999 / 8.0 + "";

    assertThat(inspectColumn("price", number).columns().get(2).missingShare()).isEqualTo("0.0 %");
    assertThat(
            inspectColumn("price", i -> i == 5 ? "" : number.apply(i))
                .columns()
                .get(2)
                .missingShare())
        .isEqualTo("0.1 %");
    ColumnGuess rare = inspectColumn("price", number).columns().get(2);
    for (double share : new double[] {0.0004, 1e-9}) {
      assertThat(withMissing(rare, share).missingShare()).isEqualTo("< 0.1 %");
      assertThat(withMissing(rare, 1 - share).missingShare()).isEqualTo("> 99.9 %");
    }
    assertThat(withMissing(rare, 1).missingShare()).isEqualTo("100.0 %");
  }

  private static ColumnGuess withMissing(ColumnGuess guess, double share) {
    return new ColumnGuess(
        guess.name(),
        guess.type(),
        share,
        guess.distinct(),
        guess.range(),
        guess.role(),
        guess.transform(),
        guess.note());
  }

  @Test
  void numbersWithCommasAreNotedWithARemedy() throws IOException {
    String remedy =
        "looks like numbers with commas (record 2: %s), which are read as text; to have numbers,"
            + " write a decimal point and no thousands separators in the file";

    assertThat(guessOf("price", i -> "\"" + (1 + i % 40) + "," + i % 7 + "\""))
        .isEqualTo("CATEGORICAL " + remedy.formatted("1,0"));
    assertThat(guessOf("price", i -> "\"1." + (100 + i % 40) + ",50\""))
        .isEqualTo("CATEGORICAL " + remedy.formatted("1.100,50"));
    assertThat(guessOf("price", i -> "\"" + i + ",5\""))
        .isEqualTo("IGNORED hardly ever twice; " + remedy.formatted("0,5"));
    assertThat(guessOf("tags", i -> "\"a" + i % 40 + ",5\"")).isEqualTo("CATEGORICAL ");
  }

  @Test
  void timesInTheOrderOfTheRowsLetThemBeSplitByTime() throws IOException {
    String ordered =
        "looks like times, and the rows stand in their order: 'data.split: chronological' trains"
            + " on the earlier ones and tests on the later ones";
    String unordered =
        "looks like times, but the rows do not stand in their order: sort them by it to use"
            + " 'data.split: chronological'";

    assertThat(guessOf("day", i -> "2026-03-" + (10 + i / 100)))
        .isEqualTo("CATEGORICAL " + ordered);
    assertThat(guessOf("seen", i -> "2026-03-10 10:" + (10 + i / 50) + ":" + (10 + i % 50)))
        .isEqualTo("IGNORED hardly ever twice; " + ordered);
    assertThat(guessOf("seen", i -> "2026-03-" + (10 + i % 9)))
        .isEqualTo("CATEGORICAL " + unordered);
    assertThat(guessOf("seen", i -> 10 + i % 9 + ".03.2026"))
        .isEqualTo(
            "CATEGORICAL looks like times; if the rows stand in their order, 'data.split:"
                + " chronological' trains on the earlier ones and tests on the later ones");
    assertThat(guessOf("created_at", i -> String.valueOf(1_700_000_000 + i / 3)))
        .isEqualTo("DENSE " + ordered);
    assertThat(guessOf("hour", i -> "141021" + (10 + i % 9))).isEqualTo("CATEGORICAL " + unordered);
    assertThat(guessOf("views", i -> String.valueOf(1_700_000_000 + i / 3)))
        .as("any number may be as great")
        .isEqualTo("DENSE ");
  }

  @Test
  void aColumnNameThatComesTwiceIsSaidSo() {
    assertThatThrownBy(
            () -> inspect("click,city,size,city\n1,a,S,b\n0,b,M,a\n", Optional.empty(), 9))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            directory.resolve("rows.csv")
                + ": the column name city appears twice, in columns 2 and 4; rename all but one of"
                + " them");
    assertThatThrownBy(() -> inspect("click,a,a, a\n1,x,y,z\n0,y,z,x\n", Optional.empty(), 9))
        .hasMessageEndingWith(
            "the column name a appears 3 times, in columns 2, 3 and 4; rename all"
                + " but one of them");
  }

  @Test
  void consequencesOfTheClickAreIgnored() throws IOException {
    assertThat(guessOf("dwell_time", i -> i % 4 == 0 ? i * 37 % 1999 / 8.0 + "" : ""))
        .startsWith(
            "IGNORED perhaps a consequence of the label: it implies the label: of 500 rows");
    assertThat(guessOf("weight", i -> i % 4 == 0 ? "1.5" : "10.5"))
        .isEqualTo(
            "IGNORED perhaps a consequence of the label: it gives the label away: AUC 1.000 by its"
                + " value alone");
    assertThat(guessOf("purchased", i -> i % 8 == 1 ? "1" : "0"))
        .isEqualTo(
            "IGNORED perhaps a consequence of the label: it is 0 or 1 and called what labels are"
                + " called");
    assertThat(guessOf("rated", i -> i % 20 == 0 ? "1" : "0"))
        .startsWith(
            "IGNORED perhaps a consequence of the label: it implies the label: of 100 rows with"
                + " another value than 0, 100.0 % have label 1");
    assertThat(guessOf("is_mobile", i -> i % 3 == 0 ? "1" : "0"))
        .isEqualTo("CATEGORICAL 0 or 1, but does not give the label away");
    assertThat(guessOf("user", i -> "u" + i / 3)).isEqualTo("CATEGORICAL ");
  }

  @Test
  void theRowIndexOfPandasIsNoFeature() throws IOException {
    Inspection found =
        inspect(
            IntStream.range(0, 60)
                .mapToObj(i -> i % 30 + "," + i % 2 + ",c" + i % 7)
                .collect(Collectors.joining("\n", ",click,city\n", "\n")),
            Optional.empty(),
            100);

    assertThat(found.columns())
        .extracting(column -> column.name() + ": " + column.role())
        .containsExactly("Unnamed: 0: IGNORED", "click: LABEL", "city: CATEGORICAL");
  }

  @Test
  void filesOfADirectoryAreLookedAtTogether() throws IOException {
    Path parts = Files.createDirectory(directory.resolve("parts"));
    Files.writeString(parts.resolve("a.csv"), "click,city\n1,x\n0,y\n1,y\n");
    Files.writeString(parts.resolve("b.csv"), "city,click\nx,1\n\nz,0\n");

    Inspection found = new Inspector(parts, Optional.empty(), Set.of(), 100, Progress.NONE).run();

    assertThat(found.rows()).isEqualTo(5);
    assertThat(found.positives()).isEqualTo(3);
    assertThat(found.notes())
        .containsExactly("2 files, from a.csv to b.csv", "blank lines, which are skipped: 1");
    Files.writeString(parts.resolve("c.csv"), "town,click\nx,1\n");
    assertThatThrownBy(
            () -> new Inspector(parts, Optional.empty(), Set.of(), 9, Progress.NONE).run())
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            parts.resolve("c.csv")
                + ": expected the columns of "
                + parts.resolve("a.csv")
                + ", click, city, but found town, click");
  }
}
