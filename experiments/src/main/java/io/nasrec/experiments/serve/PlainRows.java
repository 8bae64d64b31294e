package io.nasrec.experiments.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows as clients write them by hand, {@code [{"user_id": "u7", "price": 3.5}]}, and what they get,
 * {@code [{"probability": 0.031}]}.
 */
final class PlainRows {
  private PlainRows() {}

  /**
   * Reads rows. Columns that the model does not want are skipped.
   *
   * @param most rows that are read
   * @throws Refusal if the body is anything else, or a row lacks a column
   */
  static List<Map<String, Object>> read(byte[] body, RowLayout layout, int most) {
    return StrictJson.read(
        body,
        parser -> {
          if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Refusal.wrong(
                "expected an array of rows, such as [{\"%s\": …}], but found %s"
                    .formatted(
                        layout.columns().get(0).name(), StrictJson.called(parser.currentToken())));
          }
          List<Map<String, Object>> rows = new ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (rows.size() == most) {
              throw tooMany(most);
            }
            rows.add(row(parser, layout, rows.size() + 1));
          }
          return rows;
        });
  }

  static Refusal tooMany(int most) {
    return new Refusal(413, "a request may have %s rows, but this one has more".formatted(most));
  }

  private static Map<String, Object> row(JsonParser parser, RowLayout layout, int number)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Refusal.wrong(
          "row %s: expected an object of columns and values, but found %s"
              .formatted(number, StrictJson.called(parser.currentToken())));
    }
    Object[] values = new Object[layout.size()];
    BitSet found = new BitSet(layout.size());
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      int position = layout.position(name);
      if (position < 0) {
        parser.skipChildren();
        continue;
      }
      String column = name;
      values[position] =
          StrictJson.scalar(parser, () -> "row %s, column %s".formatted(number, column));
      found.set(position);
    }
    if (found.cardinality() < layout.size()) {
      throw Refusal.wrong("row %s: %s".formatted(number, missing(layout, found)));
    }
    return layout.row(values);
  }

  private static String missing(RowLayout layout, BitSet found) {
    List<Column> missing =
        layout.columns().stream()
            .filter(column -> !found.get(layout.position(column.name())))
            .toList();
    return "%s %s missing; where there is no value, give null"
        .formatted(
            missing.stream()
                .map(column -> "%s (%s)".formatted(column.name(), column.kind()))
                .collect(Collectors.joining(", ")),
            missing.size() == 1 ? "is" : "are");
  }

  /** The answer: an object per row, in order; the numbers read back as the same doubles. */
  static byte[] written(double[] probabilities) {
    StringBuilder text = new StringBuilder(2 + 40 * probabilities.length).append('[');
    for (int i = 0; i < probabilities.length; i++) {
      text.append(i == 0 ? "{\"probability\":" : ",{\"probability\":");
      text.append(probabilities[i]).append('}');
    }
    return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }
}
