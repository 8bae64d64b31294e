package io.nasrec.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.table.ColumnRoles;
import io.nasrec.data.table.DelimitedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The competitions' own test files, and a user's, which have no labels. */
class UnlabelledTest {
  private static final RowUse PREDICTING = new RowUse(RowUse.Purpose.PREDICTING, false, List.of());
  private static final RowUse MEASURING = new RowUse(RowUse.Purpose.MEASURING, false, List.of());

  @TempDir private Path directory;

  private List<RawFile> file(String text) throws IOException {
    return RawFile.of(Files.writeString(directory.resolve("rows.txt"), text));
  }

  private static RawRows read(RawSource source) {
    RawRows[] read = new RawRows[1];
    source.read(1, "test", Progress.NONE, rows -> rows, rows -> read[0] = rows);
    return read[0];
  }

  @Test
  void avazuWithoutClick() throws IOException {
    String header =
        "id,hour,C1,banner_pos,site_id,site_domain,site_category,app_id,app_domain,app_category,"
            + "device_id,device_ip,device_model,device_type,device_conn_type,C14,C15,C16,C17,C18,"
            + "C19,C20,C21\n";
    String row = "10000174,14103100,1005,0,23,a,b,c,d,e,f,1,2,1,0,22676,320,50,2616,0,35,-1,51\n";
    RowUse carrying = new RowUse(RowUse.Purpose.PREDICTING, false, List.of("id", "hour"));

    RawRows rows = read(new AvazuText(file(header + row + row), 0, carrying));

    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.carried(0, 1)).isEqualTo("10000174");
    assertThat(rows.text(1, 0)).as("a Friday").isEqualTo("5");
    assertThat(rows.text(22, 0)).isEqualTo("51");
    assertThatThrownBy(() -> read(new AvazuText(file(header + row), 0, MEASURING)))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith(": the column click is missing");
  }

  @Test
  void kdd12WithoutClickAndImpression() throws IOException {
    String row =
        "12057878999086460853\t20157098\t27961\t1\t1\t75606\t15055\t12391\t13532\t1350148\n";

    RawRows rows = read(new Kdd12Text(file(row), Optional.empty(), 0, PREDICTING));

    assertThat(rows.size()).isEqualTo(1);
    assertThat(rows.dense(0)[0]).as("impression").isNaN();
    assertThat(rows.dense(1)[0]).isEqualTo(1);
    assertThat(rows.text(0, 0)).isEqualTo("12057878999086460853");
    assertThat(rows.text(7, 0)).isEqualTo("1350148");
  }

  @Test
  void aTextWithoutNamesLacksItsLabelWherever() throws IOException {
    ColumnRoles roles =
        new ColumnRoles("c2", List.of("c3"), List.of("c1", "c4"), List.of(), Set.of());
    Dialect commas = new Dialect(',', '\0', false, StandardCharsets.UTF_8);

    RawRows rows =
        read(new DelimitedText(file("a,1.5,b\nc,2.5,d\n"), commas, roles, 0, PREDICTING));
    RawRows labelled =
        read(new DelimitedText(file("a,1,1.5,b\nc,x,2.5,d\n"), commas, roles, 0, PREDICTING));

    for (RawRows read : List.of(rows, labelled)) {
      assertThat(read.size()).isEqualTo(2);
      assertThat(read.dense(0)[1]).isEqualTo(2.5);
      assertThat(read.text(0, 1)).isEqualTo("c");
      assertThat(read.text(1, 1)).isEqualTo("d");
    }
    assertThatThrownBy(
            () ->
                read(
                    new DelimitedText(file("a,1,1.5,b\nc,x,2.5,d\n"), commas, roles, 0, MEASURING)))
        .hasMessageContaining("record 2, column c2: expected 0 or 1, or false or true");
  }

  @Test
  void namedColumnsMayBeInAnyOrderAndMore() throws IOException {
    ColumnRoles roles =
        new ColumnRoles("y", List.of("x"), List.of("a", "b"), List.of("z"), Set.of("NA"));
    Dialect commas = new Dialect(',', '"', true, StandardCharsets.UTF_8);
    RowUse carrying = new RowUse(RowUse.Purpose.PREDICTING, false, List.of("key"));

    RawRows rows =
        read(
            new DelimitedText(
                file("new,b,x,a,key\n1,u,NA,\"v,w\",k1\n2,u,3,NA,k2\n"),
                commas,
                roles,
                0,
                carrying));

    assertThat(rows.dense(0)[0]).isNaN();
    assertThat(rows.text(0, 0)).isEqualTo("v,w");
    assertThat(rows.keys(0)[1]).isEqualTo(Coding.MISSING);
    assertThat(rows.carried(0, 1)).isEqualTo("k2");
    assertThatThrownBy(
            () -> read(new DelimitedText(file("b,b\n1,2\n"), commas, roles, 0, carrying)))
        .hasMessageEndingWith(
            ": the columns key, x, a are missing; the columns are there more than" + " once: b");
  }
}
