package io.nasrec.search.loop;

import io.nasrec.commons.Progress;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.SearchStrategy;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what a strategy asks for, the same for all strategies.
 *
 * <p>No network is drawn twice or evaluated twice in the same way. One that has no score stays on
 * record and is replaced. The first networks that are scored together calibrate proxies that
 * measure a network against others. The result follows from strategy, seed and scores: neither the
 * number of workers nor an interruption shows in it.
 */
public final class SearchLoop {
  private final SearchStrategy strategy;
  private final long seed;
  private final int trainings;

  /**
   * @param strategy a fresh one
   * @param seed determines the draws
   * @param trainings number of networks trained at a time; the result does not depend on it
   */
  public SearchLoop(SearchStrategy strategy, long seed, int trainings) {
    this.strategy = strategy;
    this.seed = seed;
    this.trainings = trainings;
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
    NewNetworks fresh = new NewNetworks(history, new Draws(seed, strategy.networks()));
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
