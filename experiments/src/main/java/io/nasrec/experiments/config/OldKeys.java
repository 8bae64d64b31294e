package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.OptionalValue;
import io.nasrec.experiments.config.schema.Schema.Moved;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What experiment files called their keys before keys belonged to variants. These names are still
 * read, and digests are still made of them, so that runs of that time can be resumed.
 */
final class OldKeys {

  /**
   * A line of digests.
   *
   * @param key the old path
   * @param after the line before it
   * @param otherwise its value if the chosen kind has no such key; null for no line
   */
  private record Line(String key, String after, String otherwise) {}

  static final List<Moved> MOVED =
      List.of(
          new Moved("data.userProfile", "data.format.userProfile", false),
          new Moved("data.syntheticRows", "data.format.rows", true),
          new Moved("schema.delimiter", "data.format.delimiter", false),
          new Moved("schema.quotes", "data.format.quotes", false),
          new Moved("schema.header", "data.format.header", false),
          new Moved("schema.escape", "data.format.escape", false),
          new Moved("schema.encoding", "data.format.encoding", false),
          new Moved("search.lambda", "search.proxy.lambda", true),
          new Moved("search.scope", "search.proxy.scope", true),
          new Moved("search.tournament", "search.strategy.tournament", true),
          new Moved("search.mutations", "search.strategy.mutations", true),
          new Moved("search.pool", "search.strategy.pool", false),
          new Moved("search.epochs", "search.strategy.epochs", false),
          new Moved("search.rungs", "search.strategy.rungs", false),
          new Moved("search.workers", "engine.workers", false));

  private static final List<Line> LINES =
      List.of(
          new Line("data.userProfile", "data.raw", OptionalValue.NONE),
          new Line("data.syntheticRows", "data.maxBadRows", OptionalValue.NONE),
          new Line("schema.delimiter", "schema.split", OptionalValue.NONE),
          new Line("schema.quotes", "schema.delimiter", OptionalValue.NONE),
          new Line("schema.header", "schema.quotes", OptionalValue.NONE),
          new Line("schema.escape", "schema.header", OptionalValue.NONE),
          new Line("schema.encoding", "schema.escape", OptionalValue.NONE),
          new Line("search.lambda", "search.proxy", "[1.0, 1.0, 1.0]"),
          new Line("search.scope", "search.lambda", "dense"),
          new Line("search.tournament", "search.generations", null),
          new Line("search.mutations", "search.children", null));

  private OldKeys() {}

  /** Some keys and their values as digests have them, one line each. */
  static String lines(Experiment experiment, Predicate<String> keys) {
    Map<String, String> texts = ExperimentWriter.texts(experiment);
    Map<String, String> lines = new LinkedHashMap<>();
    texts.forEach(
        (key, text) -> {
          boolean elsewhere = LINES.stream().anyMatch(line -> now(line).equals(key));
          if (!elsewhere && (key.equals("schema") || !Experiment.SCHEMA.isLeftOut(key, text))) {
            add(key, text, texts, lines);
          }
        });
    return lines.entrySet().stream()
        .filter(line -> keys.test(line.getKey()))
        .map(line -> line.getKey() + ": " + line.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** Adds a line and those that follow it. */
  private static void add(
      String key, String text, Map<String, String> texts, Map<String, String> lines) {
    lines.put(key, text);
    for (Line line : LINES) {
      String value = texts.getOrDefault(now(line), line.otherwise());
      if (line.after().equals(key) && value != null) {
        add(line.key(), value, texts, lines);
      }
    }
  }

  private static String now(Line line) {
    return MOVED.stream()
        .filter(moved -> moved.path().equals(line.key()))
        .findFirst()
        .orElseThrow()
        .now();
  }
}
