package io.nasrec.experiments.render;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.experiments.render.html.HtmlReport;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import java.io.IOException;
import java.nio.file.Path;

/** The report's two files in a run directory. */
public final class ReportFiles {
  /** The record {@link RunReport} as JSON. */
  public static final String JSON = "report.json";

  /** The page. */
  public static final String HTML = "report.html";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private ReportFiles() {}

  /**
   * Writes both files, replacing earlier ones.
   *
   * @param directory which must exist
   * @param best the winner's architecture
   * @param input shape of the data's raw input
   * @throws IOException if a file cannot be written
   */
  public static void write(Path directory, RunReport report, Architecture best, InputShape input)
      throws IOException {
    CheckedJson.write(directory.resolve(JSON), report);
    AtomicFile.write(directory.resolve(HTML), new HtmlReport(report, best, input).html());
  }

  /**
   * Reads report.json back.
   *
   * @throws DamagedFileException if the file is damaged
   * @throws IOException if the file cannot be read or is no report
   */
  public static RunReport read(Path directory) throws IOException {
    return MAPPER.treeToValue(CheckedJson.read(directory.resolve(JSON)), RunReport.class);
  }
}
