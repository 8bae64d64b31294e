package io.nasrec.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.data.BadDataException;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Progress;
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
    String price = "DENSE 1 value is no finite number (record 7: %s)";
    for (String odd : List.of("inf", "-", "3.210.00")) {
      assertThat(guessOf("price", i -> i == 5 ? odd : i * 37 % 1999 / 8.0 + ""))
          .isEqualTo(price.formatted(odd));
    }
    assertThat(guessOf("price", i -> i % 25 == 3 ? "free" : i * 37 % 1999 / 8.0 + ""))
        .isEqualTo("DENSE 80 values are no finite numbers (the first: record 5: free)");
    assertThat(guessOf("size", i -> i % 10 == 3 ? "XL" : i * 37 % 1999 / 8.0 + ""))
        .isEqualTo("CATEGORICAL ");
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
