package io.nasrec.experiments.benchmark;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.SearchStrategy;
import io.nasrec.space.Architecture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Trains networks in a given order, as far as the budget goes. */
final class InOrder implements SearchStrategy {
  private final long count;
  private final Deque<Architecture> ahead;
  private boolean done;

  /**
   * @param order different networks, the first first
   * @param trainings how many are trained, at most
   */
  InOrder(List<Architecture> order, long trainings) {
    this.ahead = new ArrayDeque<>(order);
    this.count = Math.min(order.size(), trainings);
  }

  @Override
  public long evaluations() {
    return count;
  }

  @Override
  public long networks() {
    return count;
  }

  @Override
  public Optional<Ask> ask() {
    if (done) {
      return Optional.empty();
    }
    return Optional.of(
        new Ask.New(
            0,
            Optional.empty(),
            Math.toIntExact(count),
            Ask.Pool.NONE,
            Fidelity.TRAINED,
            (random, attempt) -> next()));
  }

  private Architecture next() {
    if (ahead.isEmpty()) {
      throw new TableSearch.ExhaustedException();
    }
    return ahead.removeFirst();
  }

  @Override
  public void tell(List<Candidate> evaluated) {
    done = true;
  }
}
