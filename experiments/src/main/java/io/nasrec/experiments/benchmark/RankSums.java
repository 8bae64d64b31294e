package io.nasrec.experiments.benchmark;

import io.nasrec.commons.BadDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of rankings that a user asks for.
 *
 * @param parts the names of the rankings of each sum, at least two
 */
public record RankSums(List<List<String>> parts) {
  public RankSums {
    parts = parts.stream().map(List::copyOf).toList();
  }

  /**
   * Reads sums.
   *
   * @param texts such as {@code sigeo+naswot}
   * @throws BadDataException if one has fewer than two names
   */
  public static RankSums parse(List<String> texts) {
    List<List<String>> parts = new ArrayList<>();
    for (String text : texts) {
      List<String> names = Arrays.stream(text.split("\\+", -1)).map(String::strip).toList();
      if (names.size() < 2 || names.contains("")) {
        throw new BadDataException(
            "--sums: must be names with '+' between them, such as sigeo+naswot, but was '%s'"
                .formatted(text));
      }
      parts.add(names);
    }
    return new RankSums(parts);
  }

  /**
   * The sums of some rankings of one source.
   *
   * @throws BadDataException if there is no ranking of a name
   */
  public List<Ranking> of(List<Ranking> rankings) {
    List<Ranking> sums = new ArrayList<>();
    for (List<String> names : parts) {
      List<Ranking> summed = names.stream().map(name -> named(name, rankings)).toList();
      sums.add(Ranking.sum(String.join("+", names), summed.get(0).source(), summed));
    }
    return sums;
  }

  private static Ranking named(String name, List<Ranking> rankings) {
    return rankings.stream()
        .filter(ranking -> ranking.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadDataException(
                    "--sums: no ranking is called '%s'; there are: %s"
                        .formatted(
                            name,
                            String.join(", ", rankings.stream().map(Ranking::name).toList()))));
  }
}
