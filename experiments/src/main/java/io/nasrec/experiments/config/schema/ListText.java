package io.nasrec.experiments.config.schema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The spelling of lists: {@code [1, 1, 0]}; the brackets may be omitted. */
public final class ListText {
  private ListText() {}

  public static List<String> items(String text) {
    String inside =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return Stream.of(inside.split(",", -1)).map(String::strip).toList();
  }

  public static String of(List<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
