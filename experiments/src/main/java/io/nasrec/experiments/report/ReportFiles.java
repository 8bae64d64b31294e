package io.nasrec.experiments.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report's two files in a run directory. */
public final class ReportFiles {
  /** The record {@link RunReport} as JSON. */
  public static final String JSON = "report.json";

  /** The page. */
  public static final String HTML = "report.html";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

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
    String json = MAPPER.writeValueAsString(report) + "\n";
    Files.writeString(directory.resolve(JSON), json, StandardCharsets.UTF_8);
    String html = new HtmlReport(report, best, input).html();
    Files.writeString(directory.resolve(HTML), html, StandardCharsets.UTF_8);
  }

  /**
   * Reads report.json back.
   *
   * @throws IOException if the file cannot be read or is no report
   */
  public static RunReport read(Path directory) throws IOException {
    return MAPPER.readValue(directory.resolve(JSON).toFile(), RunReport.class);
  }
}
