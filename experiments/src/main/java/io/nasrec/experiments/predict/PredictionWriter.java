package io.nasrec.experiments.predict;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a line per record: the columns that are carried through, and the probability. */
interface PredictionWriter extends Closeable {
  /** The column of probabilities; empty for a bad record. */
  String PROBABILITY = "probability";

  /** Writes records. */
  void write(PredictedRows rows) throws IOException;

  /**
   * A writer for a file.
   *
   * @param format what the user's name for the file ends with
   * @param file where to write
   * @param keys the carried columns
   */
  static PredictionWriter of(PredictionFormat format, Path file, List<String> keys)
      throws IOException {
    return switch (format) {
      case CSV, CSV_GZ -> CsvPredictions.to(file, format == PredictionFormat.CSV_GZ, keys);
      case ARROW -> new ArrowPredictions(file, keys);
      case PARQUET -> new ParquetPredictions(file, keys);
    };
  }
}
