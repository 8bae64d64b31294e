package io.nasrec.experiments.workflow;

import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.Checksum;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import io.nasrec.experiments.config.ExperimentWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The effective experiment of a run, {@code experiment.yaml} in its directory. The last line is a
 * comment with the checksum of the lines above it.
 */
final class ExperimentFile {
  private static final String LAST_LINE = "# " + Checksum.KEY + ": ";

  private ExperimentFile() {}

  /** Writes an experiment, replacing an earlier one. */
  static void write(Path file, Experiment experiment) throws IOException {
    String yaml = ExperimentWriter.yaml(experiment);
    AtomicFile.write(file, yaml + LAST_LINE + Checksum.of(yaml) + "\n");
  }

  /**
   * Reads an experiment back.
   *
   * @param overrides {@code key.path=value} each, which replace what is read
   * @throws DamagedFileException if the file is damaged or was edited
   * @throws IOException if it cannot be read
   */
  static Experiment read(Path file, List<String> overrides) throws IOException {
    CheckedJson.requireFile(file);
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int last = text.lastIndexOf(LAST_LINE);
    if (last < 0) {
      throw DamagedFileException.unchecked(file, "");
    }
    String yaml = text.substring(0, last);
    String stored = text.substring(last + LAST_LINE.length()).strip();
    if (!stored.equals(Checksum.of(yaml))) {
      throw DamagedFileException.checksum(file, stored, Checksum.of(yaml), "");
    }
    return ExperimentReader.read(file.toString(), yaml, overrides);
  }
}
