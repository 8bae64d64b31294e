package io.nasrec.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.experiments.config.schema.Node;
import io.nasrec.search.cost.Constraints;
import io.nasrec.search.cost.Cost;
import io.nasrec.search.cost.NetworkCosts;
import io.nasrec.search.journal.Journal;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.search.strategy.SearchStrategy;
import io.nasrec.search.strategy.StrategySettings;
import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every strategy keeps, whatever it proposes. */
class StrategyContractTest {
  private static final SearchSpace SPACE = SearchSpace.small(4);
  private static final Node.Variants KINDS =
      (Node.Variants) Experiment.SCHEMA.at("search.strategy").orElseThrow();
  private static final long BUDGET = 6 + 8 * 2;
  private static final NetworkBuilder NETWORKS =
      new NetworkBuilder(SPACE, new InputShape(13, 26, 16), false);

  /** About a third of the space's networks keep it. */
  private static final double LIMIT = 800_000;

  @TempDir private Path directory;

  /** Evaluates by a made-up rule, on threads; calibrates as a proxy would. */
  private static final class MadeUp implements Scorer, AutoCloseable {
    private final Workers workers;
    private final Predicate<Proposal> fails;
    private final List<Proposal> evaluated = new ArrayList<>();
    private double mean;

    MadeUp(int threads, Predicate<Proposal> fails) {
      this.workers = new Workers(threads);
      this.fails = fails;
    }

    @Override
    public List<Candidate> score(List<Proposal> proposals) {
      evaluated.addAll(proposals);
      return workers.map(proposals, this::score);
    }

    private Candidate score(Proposal proposal) {
      if (fails.test(proposal)) {
        return new Candidate(proposal, new Outcome.Unscorable("made up"), 1);
      }
      boolean scored = proposal.fidelity().equals(Fidelity.SCORED);
      double value = value(proposal) - (scored ? mean : 0);
      return new Candidate(proposal, new Outcome.Scored(new Proxy.Score(value, Map.of())), 1);
    }

    /** Trained further, networks change places. */
    private static double value(Proposal proposal) {
      long hash =
          (proposal.architecture().fingerprint() + proposal.fidelity().share()).hashCode()
              * 0x9E3779B97F4A7C15L;
      return (hash >>> 11) * 0x1p-53;
    }

    @Override
    public List<Candidate> calibrate(List<Candidate> population) {
      assertThat(mean).as("calibrated once").isZero();
      assertThat(population).allMatch(c -> c.proposal().fidelity().equals(Fidelity.SCORED));
      mean =
          population.stream()
              .filter(Candidate::scored)
              .mapToDouble(Candidate::score)
              .average()
              .orElseThrow();
      return population.stream().map(candidate -> score(candidate.proposal())).toList();
    }

    @Override
    public void close() {
      workers.close();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void noNetworkIsEvaluatedTwiceInTheSameWayAndIndicesCount(String kind) {
    List<Candidate> all = run(kind, 1, proposal -> false);

    assertThat(all.stream().map(c -> c.proposal().fidelity() + fingerprint(c)))
        .doesNotHaveDuplicates();
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).proposal().index()).isEqualTo(i);
    }
    assertThat(all.stream().map(c -> c.proposal().generation()).toList()).isSorted();
  }

  /** In scores, or in complete trainings, where one that is continued is paid for once. */
  @ParameterizedTest
  @MethodSource("kinds")
  void theBudgetIsKept(String kind) {
    List<Candidate> all = run(kind, 1, proposal -> false);

    assertThat(spent(all)).isGreaterThan(BUDGET - 1).isLessThanOrEqualTo(BUDGET + 1e-9);
    assertThat(all.stream().map(StrategyContractTest::fingerprint).distinct().count())
        .isEqualTo(strategy(kind, 1).networks());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatFailsIsOnRecordAndReplaced(String kind) {
    List<Candidate> all = run(kind, 1, proposal -> proposal.index() % 5 == 2);

    assertThat(all).filteredOn(candidate -> !candidate.scored()).isNotEmpty();
    assertThat(all.stream().map(c -> c.proposal().fidelity() + fingerprint(c)))
        .doesNotHaveDuplicates();
    Map<Fidelity, Long> intact = successes(run(kind, 1, proposal -> false));
    Fidelity first = first(all);
    assertThat(successes(all).get(first)).isGreaterThanOrEqualTo(intact.get(first));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void workersDoNotShowInTheResult(String kind) {
    List<Candidate> alone = run(kind, 1, proposal -> proposal.index() % 7 == 3);
    List<Candidate> three = run(kind, 3, proposal -> proposal.index() % 7 == 3);

    assertThat(three).isEqualTo(alone);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anotherSeedIsAnotherSearch(String kind) {
    List<String> other =
        search(kind, 2, new MadeUp(1, p -> false), 1).stream()
            .map(StrategyContractTest::fingerprint)
            .toList();

    assertThat(run(kind, 1, proposal -> false).stream().map(StrategyContractTest::fingerprint))
        .doesNotContainAnyElementsOf(other);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSearchGoesOnFromEveryPrefixOfItsJournal(String kind) throws Exception {
    Path whole = directory.resolve("whole.jsonl");
    List<Candidate> all;
    try (MadeUp scorer = new MadeUp(1, proposal -> proposal.index() % 6 == 1);
        Journal journal = new Journal(whole, "search", true, scorer)) {
      all = search(kind, 1, journal, 1);
    }
    List<String> lines = Files.readAllLines(whole);
    assertThat(lines).hasSameSizeAs(all);

    int step = 1 + lines.size() / 23;
    for (int kept = 0; kept <= lines.size(); kept += step) {
      Path cut = directory.resolve("cut-" + kept + ".jsonl");
      Files.write(cut, lines.subList(0, kept));
      try (MadeUp scorer = new MadeUp(3, proposal -> proposal.index() % 6 == 1);
          Journal journal = new Journal(cut, "search", true, scorer)) {
        assertThat(search(kind, 1, journal, 3)).isEqualTo(all);
        assertThat(scorer.evaluated).hasSize(lines.size() - kept);
      }
      assertThat(cut).hasSameTextualContentAs(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void progressCountsUpToTheEvaluationsAnnounced(String kind) {
    List<Long> done = new ArrayList<>();
    long announced = strategy(kind, 1).evaluations();
    try (MadeUp scorer = new MadeUp(1, proposal -> false)) {
      new SearchLoop(strategy(kind, 1), 1, 1)
          .run(
              scorer,
              (stage, now, total, unit) -> {
                assertThat(stage + " " + unit).isEqualTo("search subnets");
                assertThat(total).isEqualTo(announced);
                done.add(now);
              });
    }

    assertThat(done).isSorted().doesNotHaveDuplicates().hasSize((int) announced);
  }

  /** Whatever draws a network: the sampler, mutation, a policy. */
  @ParameterizedTest
  @MethodSource("kinds")
  void whatBreaksALimitIsNeverEvaluatedAndShowsInNoReplay(String kind) throws Exception {
    Path whole = directory.resolve("limited.jsonl");
    SearchLoop limited = limited(kind, 1);
    List<Candidate> all;
    try (MadeUp scorer = new MadeUp(1, proposal -> proposal.index() % 6 == 1);
        Journal journal = new Journal(whole, "search", true, scorer)) {
      all = limited.run(journal, Progress.NONE);
    }

    assertThat(all).allMatch(c -> macs(c.proposal().architecture()) <= LIMIT);
    assertThat(run(kind, 1, p -> false)).anyMatch(c -> macs(c.proposal().architecture()) > LIMIT);
    assertThat(all.stream().map(c -> c.proposal().fidelity() + fingerprint(c)))
        .doesNotHaveDuplicates();
    Fidelity first = first(all);
    assertThat(successes(all).get(first))
        .isGreaterThanOrEqualTo(successes(run(kind, 1, p -> false)).get(first));
    assertThat(limited.rejected().draws()).isPositive();
    assertThat(limited.rejected().broken())
        .containsExactly(Map.entry(Cost.MACS, limited.rejected().draws()));

    Path cut = directory.resolve("limited-cut.jsonl");
    List<String> lines = Files.readAllLines(whole);
    Files.write(cut, lines.subList(0, lines.size() / 2));
    SearchLoop resumed = limited(kind, 3);
    try (MadeUp scorer = new MadeUp(3, proposal -> proposal.index() % 6 == 1);
        Journal journal = new Journal(cut, "search", true, scorer)) {
      assertThat(resumed.run(journal, Progress.NONE)).isEqualTo(all);
    }
    assertThat(resumed.rejected()).isEqualTo(limited.rejected());
  }

  private static SearchLoop limited(String kind, int workers) {
    Constraints constraints =
        new Constraints(Map.of(Cost.MACS, LIMIT), new NetworkCosts(NETWORKS)::cost);
    return new SearchLoop(strategy(kind, 1), 1, workers, constraints);
  }

  private static double macs(Architecture network) {
    return NETWORKS.live(network).macs();
  }

  private static List<Candidate> run(String kind, int workers, Predicate<Proposal> fails) {
    try (MadeUp scorer = new MadeUp(workers, fails)) {
      return search(kind, 1, scorer, workers);
    }
  }

  private static List<Candidate> search(String kind, long seed, Scorer scorer, int workers) {
    return new SearchLoop(strategy(kind, seed), seed, workers).run(scorer, Progress.NONE);
  }

  static Set<String> kinds() {
    return KINDS.kinds().keySet();
  }

  private static SearchStrategy strategy(String kind, long seed) {
    List<String> set = new ArrayList<>(List.of("population=6", "generations=8", "children=2"));
    set.add("topK=1");
    set.add("strategy=" + kind);
    Map.of("tournament", "3", "pool", "4")
        .forEach(
            (key, value) -> {
              if (KINDS.with(key).contains(kind)) {
                set.add("strategy." + key + "=" + value);
              }
            });
    SearchSettings search =
        PapersQuickstart.read(set.stream().map(key -> "search." + key).toList()).search();
    NetworkBuilder networks = new NetworkBuilder(SPACE, new InputShape(5, 4, 8), true);
    return search
        .strategy()
        .start(new StrategySettings(networks, search.evaluations(), seed), search);
  }

  private static String fingerprint(Candidate candidate) {
    return candidate.proposal().architecture().fingerprint();
  }

  /** How the networks that decide are evaluated first. */
  private static Fidelity first(List<Candidate> all) {
    return all.stream()
        .map(c -> c.proposal().fidelity())
        .filter(Fidelity::trains)
        .findFirst()
        .orElse(Fidelity.SCORED);
  }

  private static Map<Fidelity, Long> successes(List<Candidate> all) {
    return all.stream()
        .filter(Candidate::scored)
        .collect(Collectors.groupingBy(c -> c.proposal().fidelity(), Collectors.counting()));
  }

  private static double spent(List<Candidate> all) {
    if (first(all).equals(Fidelity.SCORED)) {
      return all.size();
    }
    Map<String, Double> trained = new HashMap<>();
    all.forEach(c -> trained.merge(fingerprint(c), c.proposal().fidelity().share(), Math::max));
    return trained.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
