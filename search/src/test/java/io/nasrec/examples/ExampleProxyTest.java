package io.nasrec.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.Progress;
import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.measurement.Activations;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.UnscorableException;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.ParallelScorer;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.search.strategy.EvolutionSettings;
import io.nasrec.search.strategy.Mutations;
import io.nasrec.search.strategy.RegularizedEvolution;
import io.nasrec.supernet.engine.Workers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A proxy of one's own, with a parameter, in a search: copy this class and replace the rule. To
 * give it a name in experiment files, see docs/extending.md.
 */
class ExampleProxyTest {

  /**
   * The mean share of ReLU units on which two rows differ: a network that answers all rows alike
   * cannot tell them apart.
   *
   * @param rows the number of sample rows that it compares, at least 2
   */
  record CodeDistance(int rows) implements Proxy {

    @Override
    public String name() {
      return "code-distance";
    }

    @Override
    public Score score(Measurements measurements) {
      Activations activations = measurements.activations();
      int compared = Math.min(rows, activations.rows());
      if (compared < 2 || activations.units() == 0) {
        throw new UnscorableException("two rows and a ReLU are needed");
      }
      double differing = 0;
      int pairs = 0;
      for (int n = 0; n < compared; n++) {
        for (int m = 0; m < n; m++) {
          differing += activations.units() - activations.matches(n, m);
          pairs++;
        }
      }
      return new Score(
          differing / pairs / activations.units(), Map.of("units", (double) activations.units()));
    }
  }

  @Test
  void evolutionBySuchAProxy() {
    EvolutionSettings evolution = new EvolutionSettings(8, 6, 4, 2, new Mutations.Constant(1));
    try (TinySupernet supernet = new TinySupernet();
        Workers workers = new Workers(2)) {
      Scorer scorer =
          new ParallelScorer(
              new CodeDistance(16),
              supernet.networks(),
              supernet.weights().parameters(),
              supernet.data(),
              workers);
      RegularizedEvolution strategy =
          new RegularizedEvolution(supernet.networks().space(), evolution, 3);

      List<Candidate> all = new SearchLoop(strategy, 3, 1).run(scorer, Progress.NONE);

      assertThat(all).filteredOn(Candidate::scored).hasSize(8 + 6 * 2);
      assertThat(all)
          .filteredOn(Candidate::scored)
          .allSatisfy(candidate -> assertThat(candidate.score()).isBetween(0.0, 1.0));
      assertThat(Samples.fingerprints(all)).doesNotHaveDuplicates();
    }
  }

  /** With only two rows, it is the share of units on which these two differ. */
  @Test
  void twoRowsByHand() {
    try (TinySupernet supernet = new TinySupernet();
        Measurements measurements =
            supernet.measurements(Samples.architectures(1).get(0), supernet.data())) {
      Activations activations = measurements.activations();

      Proxy.Score score = new CodeDistance(2).score(measurements);

      assertThat(score.value())
          .isCloseTo(1 - activations.matches(1, 0) / (double) activations.units(), within(1e-12));
    }
  }
}
