package io.nasrec.search.strategy;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Objective;
import java.util.List;
import java.util.Optional;

/**
 * Chooses which networks are evaluated next, by ask and tell: it is asked for its next wish, and
 * told the outcome before it is asked again. Everything else is the loop's: no network twice,
 * replacement of failures, evaluation in parallel, the journal and its replay, progress.
 *
 * <p>An instance serves one search. What it asks may depend on its settings, its seed and what it
 * was told, and on nothing else: an interrupted search is replayed from its journal.
 */
public interface SearchStrategy {

  /**
   * Sets what it looks for, before it is asked: quality alone, if this is not called.
   *
   * @return this strategy
   * @throws IllegalArgumentException if it has no ranking for two objectives
   */
  default SearchStrategy toward(Objective objective) {
    if (objective.cost().isPresent()) {
      throw new IllegalArgumentException(getClass().getSimpleName() + " looks for quality alone");
    }
    return this;
  }

  /** The number of evaluations that the search counts, failures and the pools' scores aside. */
  long evaluations();

  /** The number of different networks that the search draws, failures aside. */
  long networks();

  /** The next wish; empty when the search is over. */
  Optional<Ask> ask();

  /**
   * The outcome of the last wish.
   *
   * @param evaluated of {@link Ask.New}, as many as were asked for, all with a score; of {@link
   *     Ask.Further}, those asked for in their order, failures included
   */
  void tell(List<Candidate> evaluated);
}
