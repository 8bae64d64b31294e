package io.nasrec.search.loop;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.strategy.Ask;
import io.nasrec.space.Architecture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Draws and evaluates new networks; what has no score is replaced. */
final class NewNetworks {
  /**
   * The maximum number of networks drawn at a time: a scorer reports and records a whole group at
   * once, and a large initial population should report progress and survive an interruption.
   */
  private static final int GROUP = 16;

  /** The number of networks without a score, beside those wanted, that ends a search. */
  private static final int MOST_FAILURES = 1_000;

  private final History history;
  private final Draws draws;

  NewNetworks(History history, Draws draws) {
    this.history = history;
    this.draws = draws;
  }

  /**
   * As many networks with a score as a strategy asks for.
   *
   * @throws ExhaustedSpaceException if the space has too few networks, or too few that have a score
   */
  List<Candidate> evaluated(Ask.New wish) {
    return new Wish(wish).evaluated();
  }

  /** One wish; a slot is filled with the first of its networks that has a score. */
  private final class Wish {
    private final Ask.New wish;
    private int place;

    Wish(Ask.New wish) {
      this.wish = wish;
    }

    List<Candidate> evaluated() {
      Ask.Pool pool = wish.pool();
      if (pool.size() == 1) {
        return filled(Collections.nCopies(wish.count(), this::draw), wish.fidelity());
      }
      List<Supplier<Architecture>> slots = new ArrayList<>();
      while (slots.size() < wish.count()) {
        int chosen = Math.min(pool.chosen(), wish.count() - slots.size());
        slots.addAll(Collections.nCopies(chosen, new Best()));
      }
      return filled(slots, wish.fidelity());
    }

    private Architecture draw() {
      return draws.next(wish, place++);
    }

    /** The networks of a pool, best first; when they are used up, those of another. */
    private final class Best implements Supplier<Architecture> {
      private final Deque<Candidate> ranked = new ArrayDeque<>();

      @Override
      public Architecture get() {
        if (ranked.isEmpty()) {
          Wish pool = Wish.this;
          filled(Collections.nCopies(wish.pool().size(), pool::draw), Fidelity.SCORED).stream()
              .sorted(Candidate.BEST_FIRST)
              .forEach(ranked::addLast);
        }
        return ranked.removeFirst().proposal().architecture();
      }
    }

    private List<Candidate> filled(List<Supplier<Architecture>> slots, Fidelity fidelity) {
      List<Candidate> filled = new ArrayList<>();
      Deque<Supplier<Architecture>> open = new ArrayDeque<>(slots);
      int tried = 0;
      while (!open.isEmpty()) {
        if (tried > MOST_FAILURES + slots.size()) {
          throw new ExhaustedSpaceException(
              "generation "
                  + wish.generation()
                  + ": "
                  + (tried - filled.size())
                  + " networks have no score; the journal has the causes");
        }
        List<Supplier<Architecture>> group = new ArrayList<>();
        while (group.size() < GROUP && !open.isEmpty()) {
          group.add(open.removeFirst());
        }
        tried += group.size();
        // All are drawn before any is trained: a pool is scored before the next training starts.
        List<History.Request> requests =
            group.stream().map(slot -> new History.Request(slot.get(), wish.parent())).toList();
        boolean wanted = fidelity.equals(wish.fidelity());
        List<Candidate> candidates =
            history.evaluate(
                wish.generation(), requests, fidelity, result -> wanted && result.scored());
        for (int i = 0; i < group.size(); i++) {
          if (candidates.get(i).scored()) {
            filled.add(candidates.get(i));
          } else {
            open.addLast(group.get(i));
          }
        }
      }
      return fidelity.equals(Fidelity.SCORED) ? history.calibrated(filled) : filled;
    }
  }
}
