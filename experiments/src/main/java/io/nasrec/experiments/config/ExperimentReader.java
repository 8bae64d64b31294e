package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.config.schema.GivenKeys;
import io.nasrec.experiments.config.schema.Problems;
import io.nasrec.experiments.config.schema.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads experiment files, strictly: all problems are reported at once, with their lines. */
public final class ExperimentReader {
  private static final Logger LOG = LoggerFactory.getLogger(ExperimentReader.class);

  /** The experiment that runs if none is named; packaged from experiments/configs. */
  private static final String QUICKSTART = "quickstart.yaml";

  /** Names the file in a checkout, which may have been edited since the program was built. */
  private static final String QUICKSTART_FILE = "nasrec.quickstart";

  /** Far more than any experiment needs; the YAML reader takes a minute for ten times as much. */
  private static final int MAX_BYTES = 1 << 20;

  private ExperimentReader() {}

  /**
   * Reads a file.
   *
   * @param file UTF-8
   * @param overrides {@code key.path=value} each, as after {@code --set}; later ones win, and
   *     {@code data.raw} also wins over the file's {@code data.prepared}, or the reverse
   * @throws ConfigurationException if the file cannot be read or anything in it is wrong
   */
  public static Experiment read(Path file, List<String> overrides) {
    return read(file.toString(), text(file), overrides, note -> true);
  }

  /** The text of a file. */
  static String text(Path file) {
    try {
      return bounded(file);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(List.of(file + ": no such experiment file"));
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(List.of(file + ": not UTF-8 text"));
    } catch (IOException e) {
      throw new ConfigurationException(List.of(file + ": cannot be read: " + e.getMessage()));
    }
  }

  private static String bounded(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ConfigurationException(
            List.of(file + ": more than 1 MiB; an experiment file has a few thousand characters"));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  /**
   * Reads the quickstart, which is part of the program.
   *
   * @param overrides as in {@link #read(Path, List)}
   * @throws ConfigurationException if an override is wrong
   */
  public static Experiment quickstart(List<String> overrides) {
    return read(QUICKSTART, quickstartText(), overrides);
  }

  /** The quickstart as it is in the checkout, or else as it was packaged, comments and all. */
  static String quickstartText() {
    String file = System.getProperty(QUICKSTART_FILE);
    if (file != null && Files.isReadable(Path.of(file))) {
      return text(Path.of(file));
    }
    try (InputStream resource =
        Objects.requireNonNull(
            ExperimentReader.class.getResourceAsStream(QUICKSTART),
            "the program was packaged without " + QUICKSTART)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(QUICKSTART + " cannot be read from the program", e);
    }
  }

  /**
   * Reads a text that the user did not write; what is noted of it is left unsaid.
   *
   * @param source its name in messages
   * @param yaml the file's text
   * @param overrides as in {@link #read(Path, List)}
   * @throws ConfigurationException if anything is wrong
   */
  public static Experiment read(String source, String yaml, List<String> overrides) {
    return read(source, yaml, overrides, GivenKeys.Note::set);
  }

  /**
   * An experiment with other values of some keys.
   *
   * @param overrides {@code key.path=value} each
   * @param origin where they come from, named in messages
   * @throws ConfigurationException if they violate a rule
   */
  public static Experiment variant(Experiment experiment, List<String> overrides, String origin) {
    if (overrides.isEmpty()) {
      return experiment;
    }
    try {
      return read(experiment.name(), ExperimentWriter.yaml(experiment), overrides);
    } catch (ConfigurationException e) {
      // Without them the experiment is right.
      throw new ConfigurationException(
          e.problems().stream()
              .map(problem -> problem.replaceFirst("^--set:", origin + ":"))
              .toList());
    }
  }

  private static Experiment read(
      String source, String yaml, List<String> overrides, Predicate<GivenKeys.Note> told) {
    Problems problems = new Problems(source);
    GivenKeys keys = new GivenKeys(Experiment.SCHEMA, yaml, overrides, problems);
    if (keys.byPath().isEmpty()) {
      // No keys at all; every one of them would be reported as missing.
      problems.throwIfAny();
    }
    Reading reading = new Reading(Experiment.SCHEMA, keys.byPath(), problems);
    reading.unknown();
    Optional<Experiment> experiment = reading.record().map(Experiment.class::cast);
    if (!reading.isWhole()) {
      betweenSections(reading);
    }
    problems.throwIfAny();
    String notes =
        keys.notes().stream()
            .filter(told)
            .map(GivenKeys.Note::text)
            .collect(Collectors.joining("; "));
    if (!notes.isEmpty()) {
      LOG.info("{}: {}", source, notes);
    }
    return experiment.orElseThrow();
  }

  /** Reports the rules between sections that are fine, although others are not. */
  private static void betweenSections(Reading reading) {
    if (reading.section("data").orElse(null) instanceof DataSettings data
        && reading.section("schema").orElse(null) instanceof Optional<?> schema) {
      Experiment.rules(data, schema.map(SchemaSettings.class::cast))
          .violated()
          .forEach(reading::report);
    }
  }
}
