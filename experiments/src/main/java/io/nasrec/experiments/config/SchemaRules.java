package io.nasrec.experiments.config;

import io.nasrec.data.SplitScheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules between the keys of the schema section, and between it and the data's format. */
final class SchemaRules {
  private static final String SECTION = "schema";
  private static final Set<String> NEEDED_OF_TEXT = Set.of("delimiter", "quotes", "header");
  private static final List<String> TEXT_KEYS =
      List.of("delimiter", "quotes", "header", "escape", "encoding");

  private final DataFormat format;
  private final Map<String, Object> values;
  private final List<Problem> problems = new ArrayList<>();

  private SchemaRules(DataFormat format, Map<String, Object> values) {
    this.format = format;
    this.values = values;
  }

  /**
   * The violated rules.
   *
   * @param values by key path, as for {@link Consistency#problems}
   */
  static List<Problem> problems(DataFormat format, Map<String, Object> values) {
    SchemaRules rules = new SchemaRules(format, values);
    boolean leftOut = values.containsKey(SECTION);
    if (leftOut && format.hasSchema()) {
      rules.problem(
          "data.format",
          "needs a schema section with format "
              + Label.of(format)
              + "; 'nasrec inspect FILE' writes one");
    } else if (!leftOut && !format.hasSchema()) {
      rules.problem(SECTION, "is not read with data.format " + Label.of(format));
    } else if (!leftOut) {
      rules.textKeys();
      rules.eachColumnOnce();
      rules.someField();
      rules.splitColumn();
    }
    return rules.problems;
  }

  private void textKeys() {
    boolean text = format == DataFormat.DELIMITED;
    for (String key : TEXT_KEYS) {
      Object value = values.get(path(key));
      if (value == null) {
        continue;
      }
      boolean given = ((Optional<?>) value).isPresent();
      if (text && !given && NEEDED_OF_TEXT.contains(key)) {
        problem(path(key), "is needed with data.format delimited");
      } else if (!text && given) {
        problem(path(key), "is not read with data.format " + Label.of(format));
      }
    }
    boolean quotes =
        values.get(path("quotes")) instanceof Optional<?> q && q.equals(Optional.of(true));
    if (!quotes && values.get(path("escape")) instanceof Optional<?> e && e.isPresent()) {
      problem(path("escape"), "is not read without schema.quotes: true");
    }
  }

  private void eachColumnOnce() {
    Map<String, String> first = new HashMap<>();
    if (values.get(path("label")) instanceof String label) {
      first.put(label, path("label"));
    }
    if (values.get(path("split")) instanceof Optional<?> split && split.isPresent()) {
      String earlier = first.putIfAbsent((String) split.get(), path("split"));
      if (earlier != null) {
        problem(path("split"), "names %s, which is in %s too".formatted(split.get(), earlier));
      }
    }
    for (String key : List.of("dense", "categorical", "ignored")) {
      boolean list = key.equals("ignored");
      for (String column : columns(key)) {
        String earlier = first.putIfAbsent(column, path(key));
        if (earlier != null) {
          String where = earlier.equals(path(key)) ? "twice" : "in " + earlier + " too";
          problem(
              list ? path(key) : path(key) + "." + column,
              list ? "names %s, which is %s".formatted(column, where) : "is " + where);
        }
      }
    }
  }

  private void someField() {
    if (values.containsKey(path("categorical")) && columns("categorical").isEmpty()) {
      problem(path("categorical"), "must name at least one column: a network embeds categories");
    }
  }

  private void splitColumn() {
    boolean column = values.get(path("split")) instanceof Optional<?> split && split.isPresent();
    Object scheme = values.getOrDefault("data.split", SplitScheme.GIVEN);
    if (column && scheme != SplitScheme.GIVEN) {
      problem(
          path("split"),
          "is read with data.split given alone, but data.split is "
              + Label.of((SplitScheme) scheme)
              + "; change that, or name the column in schema.ignored");
    }
  }

  private Collection<String> columns(String key) {
    Object value = values.getOrDefault(path(key), Set.of());
    Collection<?> columns = value instanceof Map<?, ?> map ? map.keySet() : (Collection<?>) value;
    return columns.stream().map(String.class::cast).toList();
  }

  private static String path(String key) {
    return SECTION + "." + key;
  }

  private void problem(String key, String text) {
    problems.add(new Problem(key, text));
  }
}
