package io.nasrec.experiments.predict;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The formats of prediction files, known by their extension. */
public enum PredictionFormat {
  /** CSV as RFC 4180 has it. */
  CSV(".csv"),
  /** The same, compressed. */
  CSV_GZ(".csv.gz"),
  /** Arrow's file format. */
  ARROW(".arrow"),
  /** Parquet with Snappy. */
  PARQUET(".parquet");

  private final String extension;

  PredictionFormat(String extension) {
    this.extension = extension;
  }

  /** The format of a file that is to be written; empty if its extension says none. */
  public static Optional<PredictionFormat> of(Path file) {
    String name = file.getFileName().toString();
    return Arrays.stream(values()).filter(format -> name.endsWith(format.extension)).findFirst();
  }
}
