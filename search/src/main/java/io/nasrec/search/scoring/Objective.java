package io.nasrec.search.scoring;

import io.nasrec.search.cost.ParetoFronts;
import io.nasrec.space.Architecture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * What a search looks for: quality alone, or quality against one cost (spec section 7).
 *
 * @param cost the cost of a network, the second objective; empty for quality alone
 */
public record Objective(Optional<ToDoubleFunction<Architecture>> cost) {
  /** The best score. */
  public static final Objective QUALITY = new Objective(Optional.empty());

  /**
   * The best compromises of score and a cost.
   *
   * @param cost is asked once per network, although every tournament compares a whole population
   */
  public static Objective against(ToDoubleFunction<Architecture> cost) {
    Map<Architecture, Double> known = new ConcurrentHashMap<>();
    return new Objective(
        Optional.of(network -> known.computeIfAbsent(network, cost::applyAsDouble)));
  }

  /**
   * The best of candidates: that of the best score or, with two objectives, the first by NSGA-II's
   * crowded comparison among all who are alive.
   *
   * @param alive scored candidates
   * @param entered those of them among whom to choose, at least one
   */
  public Candidate best(List<Candidate> alive, List<Candidate> entered) {
    if (cost.isEmpty()) {
      return entered.stream().min(Candidate.BEST_FIRST).orElseThrow();
    }
    Comparator<Integer> bestFirst = fronts(alive).bestFirst();
    return entered.stream().map(alive::indexOf).min(bestFirst).map(alive::get).orElseThrow();
  }

  /**
   * Some candidates: those of the best scores or, with two objectives, from along the front, and
   * the fronts behind it if it is too small.
   *
   * @param ranked scored candidates, best first
   * @return at most {@code count} of them, in the same order
   */
  public List<Candidate> chosen(List<Candidate> ranked, int count) {
    return cost.isEmpty()
        ? ranked.stream().limit(count).toList()
        : fronts(ranked).spread(count).stream().map(ranked::get).toList();
  }

  private ParetoFronts fronts(List<Candidate> candidates) {
    List<double[]> points = new ArrayList<>();
    for (Candidate candidate : candidates) {
      double size = cost.orElseThrow().applyAsDouble(candidate.proposal().architecture());
      points.add(new double[] {-candidate.score(), size});
    }
    return new ParetoFronts(points);
  }
}
