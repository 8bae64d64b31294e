package io.nasrec.experiments.onnx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A graph with rows and their probabilities, for programs outside: {@code .ci/onnx-web}. */
final class SampleFiles {
  private static final Path DIRECTORY = Path.of("target", "onnx-sample");
  private static final int ROWS = 500;

  private SampleFiles() {}

  /**
   * Writes the files.
   *
   * @param inputs per name, numbers or texts
   */
  static void write(Path model, Map<String, Object> inputs, double[] probabilities)
      throws IOException {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode columns = document.putObject("inputs");
    inputs.forEach((name, values) -> column(columns.putObject(name), values));
    ArrayNode expected = document.putArray("probabilities");
    for (int row = 0; row < ROWS; row++) {
      expected.add(probabilities[row]);
    }
    Files.createDirectories(DIRECTORY);
    Files.copy(model, DIRECTORY.resolve("model.onnx"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(DIRECTORY.resolve("rows.json"), document.toString());
  }

  private static void column(ObjectNode column, Object values) {
    column.put("type", values instanceof float[] ? "float32" : "string");
    ArrayNode cells = column.putArray("values");
    for (int row = 0; row < ROWS; row++) {
      if (values instanceof float[] numbers) {
        cells.add(numbers[row]);
      } else {
        cells.add(((String[]) values)[row]);
      }
    }
  }
}
