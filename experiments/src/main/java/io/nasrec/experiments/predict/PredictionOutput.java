package io.nasrec.experiments.predict;

import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.Progress;
import io.nasrec.data.raw.RawSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/** Predictions in a file that is complete or not there, or on a stream. */
public final class PredictionOutput {
  private PredictionOutput() {}

  /**
   * Predicts into a file.
   *
   * @param file replaced if it exists
   * @return how many rows and bad rows there were
   */
  public static RawSource.Tally write(
      Path file, PredictionFormat format, FilePredictions predictions, Progress progress)
      throws IOException {
    RawSource.Tally[] tally = new RawSource.Tally[1];
    AtomicFile.write(
        file,
        temporary -> {
          try (PredictionWriter writer =
              PredictionWriter.of(format, temporary, keys(predictions))) {
            tally[0] = predictions.run(progress, rows -> write(writer, rows));
          }
        });
    return tally[0];
  }

  /**
   * Predicts onto a stream, as CSV.
   *
   * @param out stays open
   */
  public static RawSource.Tally write(Writer out, FilePredictions predictions, Progress progress)
      throws IOException {
    CsvPredictions writer = new CsvPredictions(out, keys(predictions));
    RawSource.Tally tally = predictions.run(progress, rows -> write(writer, rows));
    writer.flush();
    return tally;
  }

  private static List<String> keys(FilePredictions predictions) {
    return predictions.source().schema().carried();
  }

  private static void write(PredictionWriter writer, PredictedRows rows) {
    try {
      writer.write(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
