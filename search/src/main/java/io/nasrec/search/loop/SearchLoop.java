package io.nasrec.search.loop;

import io.nasrec.commons.Progress;
import io.nasrec.search.cost.Constraints;
import io.nasrec.search.cost.Rejected;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.SearchStrategy;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what a strategy asks for, the same for all strategies. An instance serves one search.
 *
 * <p>A network that breaks a limit is not evaluated. No network is drawn twice or evaluated twice
 * in the same way. One that has no score stays on record and is replaced. The first networks that
 * are scored together calibrate proxies that measure a network against others. The result follows
 * from strategy, seed and scores: neither the number of workers nor an interruption shows in it.
 */
public final class SearchLoop {
  private final SearchStrategy strategy;
  private final int trainings;
  private final Draws draws;

  /**
   * A search without limits.
   *
   * @param strategy a fresh one
   * @param seed determines the draws
   * @param trainings number of networks trained at a time; the result does not depend on it
   */
  public SearchLoop(SearchStrategy strategy, long seed, int trainings) {
    this(strategy, seed, trainings, Constraints.NONE);
  }

  /**
   * A search among the networks that keep limits: others are drawn again.
   *
   * @param strategy a fresh one
   * @param seed determines the draws
   * @param trainings number of networks trained at a time; the result does not depend on it
   */
  public SearchLoop(SearchStrategy strategy, long seed, int trainings, Constraints constraints) {
    this.strategy = strategy;
    this.trainings = trainings;
    this.draws = new Draws(seed, strategy.networks(), constraints);
  }

  /** The draws that were rejected so far; the same after an interruption. */
  public Rejected rejected() {
    return draws.rejected();
  }

  /**
   * Runs the search.
   *
   * @param scorer evaluates the networks; a journal records them, too
   * @return all candidates in the order of their proposal, failures included
   * @throws ExhaustedSpaceException if the space has too few networks, or too few that have a score
   */
  public List<Candidate> run(Scorer scorer, Progress progress) {
    History history = new History(scorer, trainings, strategy.evaluations(), progress);
    NewNetworks fresh = new NewNetworks(history, draws);
    List<Candidate> told = List.of();
    for (Optional<Ask> ask = strategy.ask(); ask.isPresent(); ask = strategy.ask()) {
      if (ask.get() instanceof Ask.Further further) {
        history.release(told, further.candidates());
        told = history.further(further);
      } else {
        history.release(told, List.of());
        told = fresh.evaluated((Ask.New) ask.get());
      }
      strategy.tell(told);
    }
    return history.all();
  }
}
