package io.nasrec.experiments.benchmark;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.SearchStrategy;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Successive halving [SH], again and again: a bracket starts with η^(rungs − 1) random networks;
 * the best of η goes on to a training η times as long, until one is trained to the end.
 */
final class Halving implements SearchStrategy {
  private final ArchitectureSampler sampler;
  private final int rungs;
  private final int eta;
  private final long brackets;
  private int asked;
  private List<Candidate> told = List.of();

  /**
   * @param rungs lengths of training, at least 2
   * @param eta each is so many times the one before, at least 2
   * @param brackets how many, at least 1
   */
  Halving(SearchSpace space, int rungs, int eta, long brackets) {
    this.sampler = new ArchitectureSampler(space);
    this.rungs = rungs;
    this.eta = eta;
    this.brackets = brackets;
  }

  private int starts() {
    return power(rungs - 1);
  }

  @Override
  public long evaluations() {
    long perBracket = 0;
    for (int rung = 0; rung < rungs; rung++) {
      perBracket += power(rung);
    }
    return brackets * perBracket;
  }

  @Override
  public long networks() {
    return brackets * starts();
  }

  @Override
  public Optional<Ask> ask() {
    // One that diverged does not go on; a rung may then be without networks.
    while (asked < brackets * rungs) {
      int rung = asked % rungs;
      Fidelity fidelity = new Fidelity(1.0 / power(rungs - 1 - rung));
      if (rung == 0) {
        return Optional.of(
            new Ask.New(
                asked++, Optional.empty(), starts(), Ask.Pool.NONE, fidelity, this::sample));
      }
      List<Candidate> best =
          told.stream()
              .filter(Candidate::scored)
              .sorted(Candidate.BEST_FIRST)
              .limit(power(rungs - 1 - rung))
              .toList();
      if (!best.isEmpty()) {
        return Optional.of(new Ask.Further(asked++, best, fidelity));
      }
      asked++;
    }
    return Optional.empty();
  }

  private Architecture sample(RandomGenerator random, int attempt) {
    return sampler.sample(random);
  }

  private int power(int exponent) {
    return (int) Math.round(Math.pow(eta, exponent));
  }

  @Override
  public void tell(List<Candidate> evaluated) {
    told = evaluated;
  }
}
