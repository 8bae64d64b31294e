package io.nasrec.experiments.predict;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * CSV with full precision. Keys are written as they are: they are to be found again in the rows
 * that they come from.
 */
final class CsvPredictions implements PredictionWriter {
  private static final int BUFFER = 1 << 16;

  private final CSVPrinter printer;
  private final int keys;

  CsvPredictions(Writer out, List<String> keys) throws IOException {
    List<String> header = new ArrayList<>(keys);
    header.add(PROBABILITY);
    this.keys = keys.size();
    printer =
        new CSVPrinter(
            out,
            CSVFormat.RFC4180
                .builder()
                .setRecordSeparator('\n')
                .setHeader(header.toArray(String[]::new))
                .get());
  }

  static CsvPredictions to(Path file, boolean compressed, List<String> keys) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    OutputStream packed = compressed ? new GZIPOutputStream(out, BUFFER) : out;
    return new CsvPredictions(
        new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), BUFFER), keys);
  }

  @Override
  public void write(PredictedRows rows) throws IOException {
    for (int row : rows.records()) {
      for (int k = 0; k < keys; k++) {
        printer.print(row == PredictedRows.BAD ? "" : rows.carried().get(row).get(k));
      }
      printer.print(row == PredictedRows.BAD ? "" : (Object) rows.probability(row));
      printer.println();
    }
  }

  /** For a stream that stays open. */
  void flush() throws IOException {
    printer.flush();
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
