package io.nasrec.experiments.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor of a request before its parts are held against each other: its members come in any
 * order.
 */
final class InputTensor {
  private String name;
  private String datatype;
  private List<Long> shape;
  private List<Object> data;
  private int width; // values in each inner array; 0 where the data is flat

  private InputTensor() {}

  /**
   * Reads a tensor.
   *
   * @param most values that are read
   */
  static InputTensor read(JsonParser parser, int number, int most) throws IOException {
    InputTensor tensor = new InputTensor();
    String at = "inputs[%s]".formatted(number);
    requireObject(parser, at);
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      switch (key) {
        case "name" -> tensor.name = text(parser, at + ".name");
        case "datatype" -> tensor.datatype = text(parser, at + ".datatype");
        case "shape" -> tensor.shape = shape(parser, at + ".shape");
        case "data" -> tensor.readData(parser, at + ".data", most);
        default -> parser.skipChildren(); // such as parameters
      }
    }
    if (tensor.name == null || tensor.data == null) {
      throw Refusal.wrong(
          "%s: has no %s; a tensor has name, shape, datatype and data"
              .formatted(at, tensor.name == null ? "name" : "data"));
    }
    return tensor;
  }

  static void requireObject(JsonParser parser, String at) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Refusal.wrong(
          "%s: expected an object, but found %s"
              .formatted(at, StrictJson.called(parser.currentToken())));
    }
  }

  static String text(JsonParser parser, String at) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Refusal.wrong(
          "%s: expected a text, but found %s"
              .formatted(at, StrictJson.called(parser.currentToken())));
    }
    return parser.getText();
  }

  static void requireArray(JsonParser parser, String at) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Refusal.wrong(
          "%s: expected an array, but found %s"
              .formatted(at, StrictJson.called(parser.currentToken())));
    }
  }

  private static List<Long> shape(JsonParser parser, String at) throws IOException {
    requireArray(parser, at);
    List<Long> shape = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object size = StrictJson.scalar(parser, () -> at);
      boolean whole = size instanceof Integer || size instanceof Long;
      if (!whole || ((Number) size).longValue() < 0 || shape.size() == 8) {
        throw Refusal.wrong(at + ": expected [N] or [N,1], N a whole number of at least 0");
      }
      shape.add(((Number) size).longValue());
    }
    return shape;
  }

  private void readData(JsonParser parser, String at, int most) throws IOException {
    requireArray(parser, at);
    data = new ArrayList<>();
    int outer = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int before = data.size();
      boolean inner = parser.currentToken() == JsonToken.START_ARRAY;
      if (inner) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          add(parser, at, most);
        }
      } else {
        add(parser, at, most);
      }
      int found = inner ? data.size() - before : 0;
      if ((inner && found == 0) || (outer++ > 0 && found != width)) {
        throw Refusal.wrong(at + ": expected values, or an array with one value per row");
      }
      width = found;
    }
  }

  private void add(JsonParser parser, String at, int most) throws IOException {
    if (data.size() == most) {
      throw PlainRows.tooMany(most);
    }
    int index = data.size();
    data.add(StrictJson.scalar(parser, () -> at + "[" + index + "]"));
  }

  String name() {
    return name;
  }

  int rows() {
    return data.size();
  }

  /**
   * The values, one per row, as the model is to see them.
   *
   * @throws Refusal if they are not of the type or the shape that the tensor says, or these are not
   *     the column's
   */
  List<Object> values(Column column) {
    TensorType type =
        TensorType.of(datatype == null ? "" : datatype)
            .filter(known -> known.fits(column))
            .orElseThrow(
                () ->
                    Refusal.wrong(
                        "input %s: expected datatype %s, but %s"
                            .formatted(
                                name,
                                column.numeric()
                                    ? "FP64, FP32, INT64 or another whole number"
                                    : "BYTES, INT64 or another whole number, or BOOL",
                                datatype == null ? "it has none" : "found " + datatype)));
    requireShape();
    for (int i = 0; i < data.size(); i++) {
      if (!type.holds(data.get(i))) {
        throw Refusal.wrong(
            "row %s, column %s: expected a value of type %s, but found %s"
                .formatted(i + 1, name, type, shown(data.get(i))));
      }
      data.set(i, type.rounded(data.get(i)));
    }
    return data;
  }

  private void requireShape() {
    boolean column = shape != null && shape.size() == 2 && shape.get(1) == 1;
    boolean flat = shape != null && shape.size() == 1;
    if ((!column && !flat) || width > 1 || (width == 1 && !column)) {
      throw Refusal.wrong(
          "input %s: expected shape [N] or [N,1] and data alike, but found shape %s%s"
              .formatted(
                  name,
                  shape == null ? "missing" : shape,
                  width > 0 ? " and data in arrays of " + width : ""));
    }
    if (shape.get(0) != data.size()) {
      throw Refusal.wrong(
          "input %s: its shape says %s rows, but its data has %s"
              .formatted(name, shape.get(0), data.size()));
    }
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return value instanceof String ? "\"" + cut + "\"" : cut;
  }
}
