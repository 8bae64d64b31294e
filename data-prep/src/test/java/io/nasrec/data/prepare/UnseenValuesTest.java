package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.RawDirectory;
import io.nasrec.data.table.ColumnRoles;
import io.nasrec.data.table.DelimitedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnseenValuesTest {
  private static final int ROWS = 40;

  @TempDir Path directory;

  private Path file(String name, IntFunction<String> user) throws IOException {
    String rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> i % 2 + "," + user.apply(i) + ",c" + i % 3 + "\n")
            .collect(Collectors.joining());
    return Files.writeString(directory.resolve(name), "click,user,city\n" + rows);
  }

  private Prepared prepare(SplitScheme split, Path... files) {
    ColumnRoles roles =
        new ColumnRoles(
            "click", List.of(), List.of("user", "city"), List.of(), Set.of(), Optional.empty());
    DelimitedText source =
        new DelimitedText(
            RawDirectory.files(List.of(files)),
            new Dialect(',', '\0', true, StandardCharsets.UTF_8),
            roles,
            0);
    PrepareOptions options = new PrepareOptions(source, split, 1, 1, DenseTransform.NONE);
    return Preparation.run(options, directory.resolve("set"), Progress.NONE);
  }

  @Test
  void fieldsOfWhichMoreThanHalfOfASplitsValuesAreNewAreNamed() throws IOException {
    Prepared prepared =
        prepare(
            SplitScheme.GIVEN,
            file("train.csv", i -> "u" + i % 5),
            file("valid.csv", i -> i < 21 ? "n" + i : "u1"),
            file("test.csv", i -> i < 20 ? "n" + i : ""));

    assertThat(prepared.manifest().notes())
        .containsExactly(
            "field user: 52.5 % of the validation rows have a value that no training row has: ids"
                + " that are new, or one value written in two ways");
    assertThat(prepared.manifest().cardinalities()).containsExactly(7, 5);
  }

  @Test
  void bothSplitsAreNamedWhateverTheOrderOfTheRows() throws IOException {
    Path rows = file("rows.csv", i -> i < 32 ? "u" + i % 4 : "n" + i);

    assertThat(prepare(SplitScheme.CHRONOLOGICAL, rows).manifest().notes())
        .containsExactly(
            "field user: 100.0 % of the validation rows and 100.0 % of the test rows have a value"
                + " that no training row has: ids that are new, or one value written in two ways");
  }
}
