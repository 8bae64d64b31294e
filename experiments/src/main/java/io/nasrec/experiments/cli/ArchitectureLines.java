package io.nasrec.experiments.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.CheckedJson;
import io.nasrec.experiments.results.NamedArchitecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Architectures in a file, one per line: interchange documents, or objects that contain one, such
 * as a journal's lines.
 */
final class ArchitectureLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Enough for some hundred thousand networks. */
  private static final long MAX_BYTES = 1 << 28;

  /** Key of a search's journal that holds the interchange document. */
  private static final String JOURNAL_KEY = "architecture";

  private ArchitectureLines() {}

  /**
   * Reads all non-empty lines.
   *
   * @throws InvalidArchitectureException if the file cannot be read as such; the message names the
   *     line
   */
  static List<InterchangeFile> read(Path file) throws IOException {
    List<String> lines;
    try {
      requireSize(file, MAX_BYTES);
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new InvalidArchitectureException(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new InvalidArchitectureException(file + ": not UTF-8 text", e);
    }
    List<InterchangeFile> architectures = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        CheckedJson.requireIntact(file, lines.get(i));
        architectures.add(parse(lines.get(i)));
      } catch (InvalidArchitectureException e) {
        throw new InvalidArchitectureException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    if (architectures.isEmpty()) {
      throw new InvalidArchitectureException(file + ": holds no architecture");
    }
    return architectures;
  }

  /**
   * Limits the size of files read into memory.
   *
   * @throws InvalidArchitectureException if there is such a file, and it is larger
   */
  static void requireSize(Path file, long maxBytes) throws IOException {
    if (Files.exists(file) && Files.size(file) > maxBytes) {
      throw new InvalidArchitectureException(
          "%s: more than %s MiB, which is too much for architectures; check the path"
              .formatted(file, maxBytes >> 20));
    }
  }

  /**
   * Writes architectures as {@link #read} takes them, each with its name in a table of scores.
   *
   * @param layerNorm the switch that the interchange format has
   */
  static void write(Path file, List<NamedArchitecture> architectures, boolean layerNorm)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (NamedArchitecture named : architectures) {
      ObjectNode line = JSON.createObjectNode();
      line.put("name", named.name());
      line.put("fingerprint", named.architecture().fingerprint());
      line.set(JOURNAL_KEY, InterchangeFile.of(named.architecture(), layerNorm).document());
      lines.append(CheckedJson.line(line)).append('\n');
    }
    AtomicFile.write(file, lines.toString());
  }

  private static InterchangeFile parse(String line) {
    try {
      JsonNode journal = JSON.readTree(line).path(JOURNAL_KEY);
      return InterchangeFile.parse(journal.isObject() ? journal.toString() : line);
    } catch (JsonProcessingException e) {
      return InterchangeFile.parse(line);
    }
  }
}
