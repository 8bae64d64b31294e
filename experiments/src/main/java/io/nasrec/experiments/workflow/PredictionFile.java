package io.nasrec.experiments.workflow;

import io.nasrec.commons.AtomicFile;
import io.nasrec.experiments.render.text.CsvWriter;
import io.nasrec.supernet.evaluation.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Predictions as CSV: {@code row,click,probability}, a line per row of the split, from row 0. */
public final class PredictionFile {
  private PredictionFile() {}

  /** Writes a file, replacing an earlier one. */
  public static void write(Path file, Predictions predictions) throws IOException {
    AtomicFile.write(
        file,
        temporary -> {
          try (CsvWriter out =
              new CsvWriter(Files.newBufferedWriter(temporary), "row", "click", "probability")) {
            for (int row = 0; row < predictions.size(); row++) {
              out.line(row, predictions.clicked(row) ? 1 : 0, (float) predictions.probability(row));
            }
          }
        });
  }
}
