package io.nasrec.experiments.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The two files of a benchmark, which together may be published: {@code benchmark.json}, its
 * header, and {@code benchmark.jsonl}, a line per network. Both have checksums.
 *
 * @param directory where they are
 */
public record BenchmarkFiles(Path directory) {
  /** The header's file. */
  public static final String HEADER = "benchmark.json";

  /** The networks' file. */
  public static final String NETWORKS = "benchmark.jsonl";

  /** The same, compressed, in a benchmark that was published. */
  private static final String COMPRESSED = NETWORKS + ".gz";

  private Path header() {
    return directory.resolve(HEADER);
  }

  private Path lines() {
    Path plain = directory.resolve(NETWORKS);
    Path compressed = directory.resolve(COMPRESSED);
    return !Files.exists(plain) && Files.exists(compressed) ? compressed : plain;
  }

  /** Writes both, each to a temporary file that is moved into place. */
  public void write(BenchmarkTable table) throws IOException {
    StringBuilder text = new StringBuilder();
    for (BenchmarkNetwork network : table.networks()) {
      text.append(CheckedJson.line(network)).append('\n');
    }
    AtomicFile.write(directory.resolve(NETWORKS), text.toString());
    // Last: it says that both are there.
    CheckedJson.write(header(), table.header());
  }

  /**
   * Reads them.
   *
   * @throws BadDataException if there is no benchmark
   * @throws DamagedFileException if a file, or one of its lines, is damaged
   */
  public BenchmarkTable read() throws IOException {
    if (Files.exists(header()) && !Files.exists(lines())) {
      throw DamagedFileException.missing(lines(), "although %s lies beside it".formatted(HEADER));
    }
    return found()
        .orElseThrow(
            () ->
                new BadDataException(
                    ("%s: holds no benchmark (no %s); name the directory of one, or build one there"
                            + " with 'nasrec benchmark build'")
                        .formatted(directory, HEADER)));
  }

  /**
   * Reads them, if both are there.
   *
   * @throws DamagedFileException if a file, or one of its lines, is damaged
   */
  public Optional<BenchmarkTable> found() throws IOException {
    if (!Files.exists(header()) || !Files.exists(lines())) {
      return Optional.empty();
    }
    ObjectNode document = CheckedJson.read(header());
    int format = document.path("format").asInt();
    if (format != BenchmarkHeader.FORMAT) {
      throw DamagedFileException.ofAnotherVersion(
          header(),
          "its format must be %s, but is %s".formatted(BenchmarkHeader.FORMAT, format),
          null);
    }
    BenchmarkHeader header = CheckedJson.bound(header(), document, new TypeReference<>() {});
    return Optional.of(new BenchmarkTable(header, networks()));
  }

  private List<BenchmarkNetwork> networks() throws IOException {
    CheckedJson.requireFile(lines());
    List<BenchmarkNetwork> networks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<String> texts = new String(bytes(), StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < texts.size(); i++) {
      ObjectNode line = CheckedJson.line(lines(), i + 1, texts.get(i));
      BenchmarkNetwork network = CheckedJson.bound(lines(), line, new TypeReference<>() {});
      if (!names.add(network.name())) {
        throw DamagedFileException.damaged(
            lines(), "network %s comes twice (line %s)".formatted(network.name(), i + 1));
      }
      networks.add(network);
    }
    return networks;
  }

  private byte[] bytes() throws IOException {
    if (!lines().endsWith(COMPRESSED)) {
      return Files.readAllBytes(lines());
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(lines()))) {
      return in.readAllBytes();
    } catch (ZipException | EOFException e) {
      throw DamagedFileException.damaged(lines(), "it cannot be decompressed: " + e.getMessage());
    }
  }
}
