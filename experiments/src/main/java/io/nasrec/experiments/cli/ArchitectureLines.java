package io.nasrec.experiments.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.experiments.score.NamedArchitecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Architectures in a file, one per line. */
final class ArchitectureLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Key of a search's journal that holds the interchange document. */
  private static final String JOURNAL_KEY = "architecture";

  private ArchitectureLines() {}

  /**
   * Reads all lines but empty ones.
   *
   * @throws InvalidArchitectureException if the file cannot be read as such; the message names the
   *     line
   */
  static List<NamedArchitecture> read(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new InvalidArchitectureException(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new InvalidArchitectureException(file + ": not UTF-8 text", e);
    }
    List<NamedArchitecture> architectures = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        architectures.add(NamedArchitecture.of(parse(lines.get(i)).architecture()));
      } catch (InvalidArchitectureException e) {
        throw new InvalidArchitectureException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    if (architectures.isEmpty()) {
      throw new InvalidArchitectureException(file + ": holds no architecture");
    }
    return architectures;
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
