package io.nasrec.experiments.cli;

import io.nasrec.experiments.benchmark.Ranking;
import io.nasrec.experiments.benchmark.SimulatedStrategy;
import io.nasrec.experiments.benchmark.SimulatedStrategy.Kind;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.config.schema.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Strategies named on the command line: {@code rs}, {@code halving:3}, {@code g-rea:zico@10%},
 * {@code g-hb:3:zico@10%}.
 */
final class StrategyArguments {
  private static final int USUAL_RUNGS = 3;
  private static final String WARM_UP = "warm-up ";

  private final List<Ranking> rankings;
  private final List<String> problems = new ArrayList<>();

  private StrategyArguments(List<Ranking> rankings) {
    this.rankings = rankings;
  }

  /**
   * Reads strategies.
   *
   * @param rankings that may assist
   * @throws ConfigurationException naming every one that is wrong
   */
  static List<SimulatedStrategy> all(List<String> texts, List<Ranking> rankings) {
    StrategyArguments arguments = new StrategyArguments(rankings);
    List<SimulatedStrategy> strategies =
        texts.stream().flatMap(text -> arguments.strategy(text).stream()).toList();
    if (!arguments.problems.isEmpty()) {
      throw new ConfigurationException(arguments.problems);
    }
    return strategies;
  }

  private Optional<SimulatedStrategy> strategy(String text) {
    List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
    Optional<Kind> kind = kind(parts.remove(0), text);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    int rungs = USUAL_RUNGS;
    if (kind.get().halves() && !parts.isEmpty() && parts.get(0).matches("\\d+")) {
      String given = parts.remove(0);
      if (!given.matches("[2-6]")) {
        return problem(text, "the number of lengths of training must be 2 to 6, but was " + given);
      }
      rungs = Integer.parseInt(given);
    }
    if (!kind.get().assisted()) {
      return parts.isEmpty()
          ? Optional.of(new SimulatedStrategy(text, kind.get(), rungs, Optional.empty()))
          : problem(
              text,
              "%s takes %s"
                  .formatted(
                      kind.get().label(),
                      kind.get().halves() ? "a number of lengths of training" : "nothing"));
    }
    if (parts.size() != 1) {
      return problem(
          text,
          "name a ranking, as in %s:zico@10%%; there are: %s"
              .formatted(kind.get().label(), known(rankings)));
    }
    int lengths = rungs;
    return ranking(parts.get(0), text)
        .map(ranking -> new SimulatedStrategy(text, kind.get(), lengths, Optional.of(ranking)));
  }

  private Optional<Kind> kind(String name, String text) {
    List<String> labels = Arrays.stream(Kind.values()).map(Kind::label).toList();
    Optional<Kind> kind =
        Arrays.stream(Kind.values()).filter(one -> one.label().equals(name)).findFirst();
    if (kind.isEmpty()) {
      problem(
          text,
          "unknown strategy%s; known strategies: %s"
              .formatted(
                  Nearest.to(name, labels).map(near -> "; did you mean " + near + "?").orElse(""),
                  String.join(", ", labels)));
    }
    return kind;
  }

  private Optional<Ranking> ranking(String name, String text) {
    List<Ranking> found =
        rankings.stream()
            .filter(one -> label(one).equals(name) || one.name().equals(name))
            .toList();
    if (found.size() != 1) {
      problem(
          text,
          found.isEmpty()
              ? "no ranking is called '%s'; there are: %s; 'nasrec benchmark rank' adds others"
                  .formatted(name, known(rankings))
              : "there are several: " + known(found));
      return Optional.empty();
    }
    return Optional.of(found.get(0));
  }

  /** A ranking's name with its level of warm-up: {@code zico@10%}. */
  private static String label(Ranking ranking) {
    return ranking.source().startsWith(WARM_UP)
        ? ranking.name() + "@" + ranking.source().substring(WARM_UP.length())
        : ranking.name();
  }

  private static String known(List<Ranking> rankings) {
    return rankings.stream().map(StrategyArguments::label).collect(Collectors.joining(", "));
  }

  private Optional<SimulatedStrategy> problem(String text, String what) {
    problems.add("--strategies %s: %s".formatted(text, what));
    return Optional.empty();
  }
}
