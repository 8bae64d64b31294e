package io.nasrec.experiments.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /** The values of all items; empty if one has none. */
  static Optional<Object> values(String text, Function<String, ? extends Optional<?>> item) {
    List<Object> values = new ArrayList<>();
    for (String one : items(text)) {
      Optional<?> value = item.apply(one);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(List.copyOf(values));
  }

  public static String of(List<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
