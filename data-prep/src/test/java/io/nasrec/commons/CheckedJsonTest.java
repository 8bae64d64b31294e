package io.nasrec.commons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedJsonTest {
  private record Result(String name, double loss, float small, Double unknown, List<Long> steps) {}

  private static final Result RESULT =
      new Result("Größe \"x\"\n", Double.NaN, 1.17549435e-38f, null, List.of(1L, 1L << 60));

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("result.json");
    CheckedJson.write(file, RESULT);
  }

  private Result read() throws IOException {
    return CheckedJson.read(file, new TypeReference<Result>() {}).orElseThrow();
  }

  /** Check value of CRC-32/ISCSI, as in RFC 3720's family of test vectors. */
  @Test
  void theChecksumIsTheOneThatOthersCompute() throws IOException {
    assertThat(Checksum.of("123456789")).isEqualTo("crc32c:e3069283");
    Files.writeString(file, "123456789");
    assertThat(Checksum.of(file)).isEqualTo("crc32c:e3069283");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertThat(read()).isEqualTo(RESULT);
    assertThat(Files.readString(file))
        .startsWith("{\n  \"name\"")
        .containsPattern(",\n  \"checksum\" : \"crc32c:[0-9a-f]{8}\"\n}\n$");
    assertThat(CheckedJson.read(directory.resolve("none"), new TypeReference<Result>() {}))
        .isEmpty();
  }

  @Test
  void whiteSpaceDoesNotCount() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Files.writeString(file, mapper.readTree(Files.readString(file)).toString());
    assertThat(read()).isEqualTo(RESULT);
  }

  /** Every bit of the file: one that changes nothing that is read may pass. */
  @Test
  void noFlippedBitChangesWhatIsRead() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int found = 0;
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      try {
        assertThat(read()).isEqualTo(RESULT);
      } catch (DamagedFileException e) {
        assertThat(e).hasMessageStartingWith(file.toString());
        found++;
      }
    }
    assertThat(found).isGreaterThan(7 * bytes.length);
  }

  @Test
  void noCutChangesWhatIsRead() throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    for (int length = 0; length < text.length() - 1; length++) {
      Files.writeString(file, text.substring(0, length), StandardCharsets.ISO_8859_1);
      assertThatThrownBy(this::read)
          .isInstanceOf(DamagedFileException.class)
          .hasMessageStartingWith(file + " is damaged: ");
    }
  }

  @Test
  void messages() throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.replace("[ 1,", "[ 9,"));
    assertThatThrownBy(this::read)
        .hasMessageMatching(
            "\\Q"
                + file
                + "\\E is damaged: its checksum is crc32c:[0-9a-f]{8}, but that of its"
                + " content is crc32c:[0-9a-f]{8}");
    Files.writeString(file, "");
    assertThatThrownBy(this::read).hasMessage(file + " is damaged: it is empty");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(this::read).hasMessage(file + " is damaged: it is a directory");
    Files.delete(file);
    Files.writeString(file, "[]");
    assertThatThrownBy(this::read).hasMessage(file + " is damaged: it holds no JSON object");
    Files.writeString(file, "{\"loss\": 1}");
    assertThatThrownBy(this::read)
        .hasMessage(
            file + " has no checksum: it is damaged, or an earlier version of nasrec wrote it");
    CheckedJson.write(file, new ObjectMapper().createObjectNode().put("loss", 1));
    assertThatThrownBy(this::read)
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith(
            file + " was written by another version of nasrec: Missing creator property 'name'");
  }

  @Test
  void linesNameThemselves() throws IOException {
    String line = CheckedJson.line(RESULT);
    assertThat(line).doesNotContain("\n");
    ObjectNode read = CheckedJson.line(file, 3, line);
    assertThat(read.has("checksum")).isFalse();
    assertThatThrownBy(() -> CheckedJson.line(file, 3, line.replace("[1,", "[91,")))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageEndingWith(" (line 3)");
  }

  @Test
  void aFileThatPeopleWriteTooNeedsNoChecksumButNoWrongOne() {
    assertThatCode(() -> CheckedJson.requireIntact(file, "{\"a\": 1}")).doesNotThrowAnyException();
    assertThatCode(() -> CheckedJson.requireIntact(file, "no JSON")).doesNotThrowAnyException();
    String text = CheckedJson.text(new ObjectMapper().createObjectNode().put("a", 1));
    assertThatCode(() -> CheckedJson.requireIntact(file, text)).doesNotThrowAnyException();
    assertThatThrownBy(() -> CheckedJson.requireIntact(file, text.replace(": 1", ": 2")))
        .isInstanceOf(DamagedFileException.class);
  }

  /** Jackson's own text would name a text that it does not know. */
  @Test
  void aFileThatEndsTooEarlyIsSaidSoInOneSentence(@TempDir Path cut) throws IOException {
    Path half = Files.writeString(cut.resolve("half.json"), "{\"a\": [1, 2");

    assertThatThrownBy(() -> CheckedJson.read(half, new TypeReference<Result>() {}))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("Unexpected end-of-input")
        .hasMessageNotContaining("Source")
        .hasMessageNotContaining("start marker");
  }
}
