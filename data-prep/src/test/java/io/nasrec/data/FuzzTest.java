package io.nasrec.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.raw.AvazuText;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.Kdd12Text;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.RowTexts;
import io.nasrec.data.table.ColumnRoles;
import io.nasrec.data.table.DelimitedText;
import io.nasrec.data.table.TableFormat;
import io.nasrec.data.table.TableSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random bytes and mutated rows: raw readers never hang, never fail but with a message for the
 * user, never take damage for good rows and never lose a good one beside it. A new format is one
 * line more in {@link #formats} or {@link #tables}.
 */
class FuzzTest {
  private static final Duration HANGS = Duration.ofMinutes(2); // on a busy machine
  private static final int ROUNDS = 150;
  private static final int LINES = 20;
  private static final ColumnRoles ROLES =
      new ColumnRoles("y", List.of("x"), List.of("a", "b"), List.of(), Set.of("NA"));

  @TempDir Path directory;

  /**
   * A text format.
   *
   * @param name its name
   * @param source the source of a file; any number of bad rows is skipped
   * @param header the first line; empty if there is none
   * @param row a good row
   * @param good what every good row looks like, and no other
   */
  private record Format(
      String name, Function<Path, RawSource> source, String header, String row, Pattern good) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String AVAZU =
      "id,click,hour,C1,banner_pos,site_id,site_domain,site_category,app_id,app_domain,"
          + "app_category,device_id,device_ip,device_model,device_type,device_conn_type,"
          + "C14,C15,C16,C17,C18,C19,C20,C21";

  private static Dialect dialect(char delimiter, char quote) {
    return new Dialect(delimiter, quote, true, StandardCharsets.UTF_8);
  }

  static Stream<Format> formats() {
    return Stream.of(
        new Format(
            "criteo",
            file -> new CriteoText(file, Long.MAX_VALUE),
            "",
            CriteoLines.random(1, 8).get(0),
            Pattern.compile("[01](\t([+-]?\\d+)?){13}(\t[0-9a-fA-F]{0,8}){26}")),
        new Format(
            "avazu",
            file -> new AvazuText(RawFile.of(file), Long.MAX_VALUE),
            AVAZU,
            "1e19,1,14102100,1005,0,1fbe01fe,f3845767,28905ebd,ecad2386,7801e8d9,07d7df22,a99f214a,"
                + "ddd2926e,44956a24,1,2,15706,320,50,1722,0,35,-1,79",
            Pattern.compile(
                "[^,]*,[01],\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])([01]\\d|2[0-3])"
                    + "(,[^,]*){21}")),
        new Format(
            "kdd12",
            file -> new Kdd12Text(RawFile.of(file), Optional.empty(), Long.MAX_VALUE),
            "",
            "0\t3\t18446744073709551615\t7\t8\t2\t1\t0\t10\t11\t12\t100",
            Pattern.compile("\\d+(\t[^\t]*){11}")),
        new Format(
            "delimited",
            file -> new DelimitedText(RawFile.of(file), dialect(';', '\0'), ROLES, Long.MAX_VALUE),
            "y;x;a;b",
            "1;-2.5e3;some text;NA",
            Pattern.compile("[^;]*;[^;]*;[^;]*;[^;]*")),
        new Format(
            "quoted",
            file -> new DelimitedText(RawFile.of(file), dialect(',', '"'), ROLES, Long.MAX_VALUE),
            "y,x,a,b",
            "1,\"2\",\"a \"\"b\"\", c\",d",
            Pattern.compile("(?s).*")));
  }

  /** Formats that are no text. */
  static Stream<TableFormat> tables() {
    return Stream.of(TableFormat.values());
  }

  /** Rows, bad rows; or nothing, where the file as a whole was refused with a message. */
  private static Optional<List<String>> read(RawSource source, RawSource.Tally[] tally) {
    try {
      List<String> rows = RowTexts.of(source, 2);
      tally[0] = source.read(1, "fuzz", Progress.NONE, block -> block, block -> {});
      return Optional.of(rows);
    } catch (BadDataException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void randomBytesAreNoRows(Format format) {
    Path file = directory.resolve("random");
    SplittableRandom random = new SplittableRandom(1);
    assertTimeoutPreemptively(
        HANGS,
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(3_000)];
            random.nextBytes(bytes);
            String begin = i % 2 == 0 || format.header.isEmpty() ? "" : format.header + "\n";
            Files.write(file, (begin + new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1));
            assertThat(read(format.source.apply(file), new RawSource.Tally[1]).orElse(List.of()))
                .isEmpty();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("formats")
  void mutatedRowsAreRejectedAndTheOthersAreKept(Format format) {
    Path file = directory.resolve("mutated");
    SplittableRandom random = new SplittableRandom(2);
    String header = format.header.isEmpty() ? "" : format.header + "\n";
    boolean quotes = format.row.contains("\"");
    assertTimeoutPreemptively(
        HANGS,
        () -> {
          Files.writeString(file, header + format.row + "\n");
          String row = RowTexts.of(format.source.apply(file), 1).get(0);
          int refused = 0;
          for (int i = 0; i < ROUNDS; i++) {
            List<String> lines = new ArrayList<>(Collections.nCopies(LINES, format.row));
            int victim = random.nextInt(LINES);
            lines.set(victim, mutate(format.row, random));
            String text = String.join("\n", lines) + "\n";
            byte[] bytes = (header + text).getBytes(ISO_8859_1);
            Files.write(file, i % 3 == 0 ? gzip(bytes) : bytes);

            RawSource.Tally[] tally = new RawSource.Tally[1];
            List<String> rows = read(format.source.apply(file), tally).orElse(List.of());
            if (quotes) {
              continue; // a quote that opens may swallow what follows
            }
            String[] records = text.split("\r\n|\r|\n", -1);
            long good = Stream.of(records).filter(format.good.asMatchPredicate()).count();
            assertThat(rows.size()).as(text).isLessThanOrEqualTo((int) good);
            assertThat(tally[0].rows() + tally[0].badRows()).as(text).isEqualTo(records.length - 1);
            assertThat(Collections.frequency(rows, row)).as(text).isGreaterThanOrEqualTo(LINES - 1);
            refused += (int) tally[0].badRows();
          }
          assertThat(quotes || refused > ROUNDS / 20).isTrue();
        });
  }

  private static String mutate(String row, SplittableRandom random) {
    StringBuilder mutated = new StringBuilder(row);
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(mutated.length());
      char c = (char) random.nextInt(256);
      switch (random.nextInt(5)) {
        case 0 -> mutated.setCharAt(at, c);
        case 1 -> mutated.insert(at, c);
        case 2 -> mutated.deleteCharAt(at);
        case 3 -> mutated.setLength(at + 1);
        default -> mutated.insert(at, mutated.substring(at));
      }
      if (mutated.isEmpty()) {
        mutated.append(c);
      }
    }
    return mutated.toString();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void randomBytesAreNoTable(TableFormat format) {
    Path file = directory.resolve("random");
    SplittableRandom random = new SplittableRandom(3);
    assertTimeoutPreemptively(
        HANGS,
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(3_000)];
            random.nextBytes(bytes);
            Files.write(file, bytes);
            TableSource source = new TableSource(format, RawFile.of(file), ROLES, Long.MAX_VALUE);
            assertThat(read(source, new RawSource.Tally[1])).isEmpty();
          }
        });
  }
}
