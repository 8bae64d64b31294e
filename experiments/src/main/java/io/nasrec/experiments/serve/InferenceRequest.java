package io.nasrec.experiments.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An inference request of the Open Inference Protocol: a tensor per column.
 *
 * @param id the client's name for the request, which the answer repeats; null if there is none
 * @param rows the tensors' values by row
 */
record InferenceRequest(String id, List<Map<String, Object>> rows) {
  /** The only output. */
  static final String OUTPUT = "probability";

  /**
   * Reads a request. Tensors that the model does not want are skipped, as are all parameters: this
   * server has none.
   *
   * @param most rows that are read
   * @throws Refusal if the body is no request, or does not fit the model
   */
  static InferenceRequest read(byte[] body, RowLayout layout, int most) {
    return StrictJson.read(body, parser -> read(parser, layout, most));
  }

  private static InferenceRequest read(JsonParser parser, RowLayout layout, int most)
      throws IOException {
    InputTensor.requireObject(parser, "the body");
    String id = null;
    List<InputTensor> inputs = null;
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      switch (key) {
        case "id" -> id = InputTensor.text(parser, "id");
        case "inputs" -> inputs = inputs(parser, layout, most);
        case "outputs" -> requireOutputs(parser);
        case "parameters" -> {
          InputTensor.requireObject(parser, "parameters");
          parser.skipChildren();
        }
        default -> parser.skipChildren();
      }
    }
    if (inputs == null) {
      throw Refusal.wrong("inputs: missing; a request has a tensor per column of the model");
    }
    return new InferenceRequest(id, rows(inputs, layout));
  }

  private static List<InputTensor> inputs(JsonParser parser, RowLayout layout, int most)
      throws IOException {
    InputTensor.requireArray(parser, "inputs");
    List<InputTensor> inputs = new ArrayList<>();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      InputTensor tensor = InputTensor.read(parser, i, most);
      if (layout.position(tensor.name()) >= 0) {
        inputs.add(tensor);
      }
    }
    return inputs;
  }

  private static void requireOutputs(JsonParser parser) throws IOException {
    InputTensor.requireArray(parser, "outputs");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      InputTensor.requireObject(parser, "outputs");
      String name = null;
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        parser.nextToken();
        if (key.equals("name")) {
          name = InputTensor.text(parser, "outputs.name");
        } else {
          parser.skipChildren();
        }
      }
      if (!OUTPUT.equals(name)) {
        throw Refusal.wrong(
            "outputs: the only output is %s, but %s was asked for".formatted(OUTPUT, name));
      }
    }
  }

  private static List<Map<String, Object>> rows(List<InputTensor> inputs, RowLayout layout) {
    Map<String, InputTensor> byName = new LinkedHashMap<>();
    for (InputTensor tensor : inputs) {
      if (byName.put(tensor.name(), tensor) != null) {
        throw Refusal.wrong("input %s: comes twice".formatted(tensor.name()));
      }
    }
    requireAll(byName, layout);
    int rows = inputs.get(0).rows();
    Object[][] values = new Object[rows][layout.size()];
    for (int c = 0; c < layout.size(); c++) {
      Column column = layout.columns().get(c);
      List<Object> tensor = byName.get(column.name()).values(column);
      if (tensor.size() != rows) {
        throw Refusal.wrong(
            "input %s: has %s rows, but %s has %s"
                .formatted(column.name(), tensor.size(), inputs.get(0).name(), rows));
      }
      for (int row = 0; row < rows; row++) {
        values[row][c] = tensor.get(row);
      }
    }
    List<Map<String, Object>> read = new ArrayList<>(rows);
    for (Object[] row : values) {
      read.add(layout.row(row));
    }
    return read;
  }

  private static void requireAll(Map<String, InputTensor> byName, RowLayout layout) {
    List<Column> missing =
        layout.columns().stream().filter(column -> !byName.containsKey(column.name())).toList();
    if (!missing.isEmpty()) {
      throw Refusal.wrong(
          "inputs: expected a tensor of shape [N] or [N,1] per column, but %s %s missing"
              .formatted(
                  missing.stream()
                      .map(column -> "%s (%s)".formatted(column.name(), column.datatype()))
                      .collect(Collectors.joining(", ")),
                  missing.size() == 1 ? "is" : "are"));
    }
  }
}
