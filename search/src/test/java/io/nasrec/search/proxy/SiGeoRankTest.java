package io.nasrec.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.Progress;
import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.search.journal.Journal;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.ParallelScorer;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.search.strategy.EvolutionSettings;
import io.nasrec.search.strategy.Mutations;
import io.nasrec.search.strategy.RegularizedEvolution;
import io.nasrec.supernet.engine.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiGeoRankTest {
  private static final int POPULATION = 6;

  private final SiGeoRank proxy =
      new SiGeoRank(new SiGeo(1, 2, 3, Scope.DENSE, FisherInformation.BATCH));

  @TempDir private Path directory;

  @Test
  void termsCountByTheirDistanceFromThePopulationsMean() {
    // ZiCo: mean 20, deviation 10; FR: mean 0, deviation 1; the loss does not vary.
    List<Proxy.Score> population =
        List.of(score(10, -1, 0.5), score(30, 1, 0.5), score(30, -1, 0.5), score(10, 1, 0.5));

    UnaryOperator<Proxy.Score> calibrated = proxy.calibrated(population);

    assertThat(calibrated.apply(score(10, 1, 0.5)).value()).isCloseTo(-1 + 2, within(1e-12));
    assertThat(calibrated.apply(score(45, 0.25, 0.5)).value()).isCloseTo(2.5 + 0.5, within(1e-12));
    // A term that does not vary over the population says nothing about who is outside it either.
    assertThat(calibrated.apply(score(20, 0, 9)).value()).isZero();
    assertThat(calibrated.apply(score(20, 0, 9)).terms()).isEqualTo(score(20, 0, 9).terms());
  }

  @Test
  void theLossCountsAgainst() {
    UnaryOperator<Proxy.Score> calibrated =
        proxy.calibrated(List.of(score(1, 1, 1), score(1, 1, 3)));

    assertThat(calibrated.apply(score(1, 1, 2)).value()).isZero();
    assertThat(calibrated.apply(score(1, 1, 3)).value()).isCloseTo(-3, within(1e-12));
  }

  @Test
  void aSearchKeepsTheInitialPopulationsMeasureAndSoDoesOneThatGoesOn() throws IOException {
    Path journal = directory.resolve("journal.jsonl");
    List<Candidate> all = search(journal);

    UnaryOperator<Proxy.Score> calibrated =
        proxy.calibrated(
            all.subList(0, POPULATION).stream()
                .flatMap(candidate -> candidate.outcome().score().stream())
                .toList());
    assertThat(all).hasSize(POPULATION + 2 * 3);
    for (Candidate candidate : all) {
      Proxy.Score score = candidate.outcome().score().orElseThrow();
      assertThat(score).isEqualTo(calibrated.apply(score));
    }
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, lines.subList(0, POPULATION + 2));

    assertThat(search(journal).stream().map(Candidate::score))
        .containsExactlyElementsOf(all.stream().map(Candidate::score).toList());
  }

  private List<Candidate> search(Path file) throws IOException {
    try (TinySupernet supernet = new TinySupernet();
        Workers workers = new Workers(1)) {
      Scorer scorer =
          new ParallelScorer(
              proxy,
              supernet.networks(),
              supernet.weights().parameters(),
              supernet.data(),
              workers);
      try (Journal journal = new Journal(file, "search", true, scorer)) {
        RegularizedEvolution strategy =
            new RegularizedEvolution(
                Samples.SPACE,
                new EvolutionSettings(POPULATION, 2, 3, 3, new Mutations.Constant(1)),
                4);
        return new SearchLoop(strategy, 4, 1).run(journal, Progress.NONE);
      }
    }
  }

  private static Proxy.Score score(double zico, double fisherRao, double loss) {
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put(SiGeo.ZICO, zico);
    terms.put(SiGeo.FISHER_RAO, fisherRao);
    terms.put(SiGeo.LOSS, loss);
    return new Proxy.Score(zico + fisherRao - loss, terms);
  }
}
