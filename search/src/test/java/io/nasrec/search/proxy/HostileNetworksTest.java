package io.nasrec.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.ScoringBatch;
import io.nasrec.search.measurement.ScoringData;
import io.nasrec.search.measurement.TuningRows;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.SubnetScorer;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.Rows;
import io.nasrec.supernet.weights.Parameter;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks and batches of which nothing can be said: never an invented number, never a crash. */
class HostileNetworksTest {
  private static final Set<ProxyName> LOOK_AT_NO_WEIGHT =
      EnumSet.of(ProxyName.PARAMETERS, ProxyName.FLOPS, ProxyName.ZEN, ProxyName.RANDOM);

  /** They need two rows, or two of each label. */
  private static final Set<ProxyName> COMPARE_ROWS =
      EnumSet.of(ProxyName.NASWOT, ProxyName.JACOV, ProxyName.EPE_NAS, ProxyName.MECO);

  private TinySupernet supernet;

  @BeforeEach
  void open() {
    supernet = new TinySupernet(Samples.FULL);
  }

  @AfterEach
  void close() {
    supernet.close();
  }

  @Test
  void aHealthyNetworkHasEveryScore() {
    for (Architecture architecture : Samples.architectures(Samples.FULL, 3)) {
      assertScoredBy(EnumSet.allOf(ProxyName.class), outcomes(architecture, batches(64, 64)));
    }
  }

  /** NASWOT's but where nothing but crosses, products and compressed interactions is live. */
  @Test
  void aHealthyNetworkOfNasRecPlusHasEveryScore() {
    supernet.close();
    supernet = new TinySupernet(Samples.PLUS);
    int bent = 0;
    for (Architecture architecture : Samples.architectures(Samples.PLUS, 12)) {
      boolean relu = architecture.canonicalForm().matches("(?s).*(fc|attention) .*");
      assertScoredBy(
          relu ? EnumSet.allOf(ProxyName.class) : without(EnumSet.of(ProxyName.NASWOT)),
          outcomes(architecture, batches(64, 64)));
      bent += relu ? 1 : 0;
    }
    assertThat(bent).as("networks with a ReLU").isBetween(6, 11);
  }

  @Test
  void aDeadNetworkHasNoGradientScore() {
    // Nothing but the head's bias gets a gradient.
    fill(parameter -> 0);

    Map<ProxyName, Outcome> outcomes = outcomes(batches(64, 64));

    for (ProxyName name :
        List.of(
            ProxyName.SIGEO,
            ProxyName.SIGEO_RANK,
            ProxyName.ZICO,
            ProxyName.FISHER_RAO,
            ProxyName.GRADSIGN,
            ProxyName.GRAD_NORM,
            ProxyName.SNIP,
            ProxyName.PLAIN,
            ProxyName.GRASP,
            ProxyName.PUBLISHED_SIGEO)) {
      assertThat(outcomes.get(name))
          .as(name.name())
          .isEqualTo(new Outcome.Unscorable("the gradient of every linear weight is zero"));
    }
    assertThat(outcomes.get(ProxyName.FISHER))
        .isEqualTo(new Outcome.Unscorable("the gradient of every layer's output is zero"));
    assertThat(outcomes.get(ProxyName.JACOV))
        .isEqualTo(new Outcome.Unscorable("the Jacobian of sample row 0 does not vary"));
    assertThat(outcomes.get(ProxyName.EPE_NAS))
        .isEqualTo(new Outcome.Unscorable("the Jacobian of a sample row does not vary"));
    assertThat(outcomes.get(ProxyName.NASWOT))
        .isEqualTo(new Outcome.Unscorable("the kernel of the ReLU codes is singular"));
    assertThat(outcomes.get(ProxyName.SYNFLOW))
        .isEqualTo(new Outcome.Unscorable("the score is -Infinity"));
    // Its loss is a number, its weights have a norm, and outputs that never vary correlate with
    // nothing.
    assertScoredBy(
        with(
            LOOK_AT_NO_WEIGHT,
            ProxyName.LOSS,
            ProxyName.L2_NORM,
            ProxyName.MECO,
            ProxyName.ONE_SHOT),
        outcomes);
    assertThat(outcomes.get(ProxyName.MECO)).isEqualTo(new Outcome.Scored(Proxy.Score.of(0)));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void weightsThatAreNoNumbersHaveNoScore(float poison) {
    fill(parameter -> poison);

    assertScoredBy(LOOK_AT_NO_WEIGHT, outcomes(batches(64, 64)));
  }

  /** Layers before the poisoned one give numbers, the network gives none. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aHeadThatIsNoNumberIsNoScore(float poison) {
    for (Parameter parameter : supernet.weights().parameters().all()) {
      if (Scope.HEAD.contains(parameter.weight())) {
        fill(parameter, poison);
      }
    }

    assertScoredBy(LOOK_AT_NO_WEIGHT, outcomes(batches(64, 64)));
  }

  @Test
  void anInfiniteLossHasNoScore() {
    fill(parameter -> parameter.weight().role() == Role.LINEAR_BIAS ? 3e38 : 1e30);

    // In float64, which single rows are looked at in, the same loss is finite.
    assertScoredBy(
        with(
            LOOK_AT_NO_WEIGHT,
            ProxyName.L2_NORM,
            ProxyName.GRADSIGN,
            ProxyName.GRASP,
            ProxyName.FISHER),
        outcomes(batches(64, 64)));
  }

  @Test
  void whatOneRowCannotTellIsNoScore() {
    Map<ProxyName, Outcome> outcomes = outcomes(batches(1, 1));

    assertThat(outcomes.get(ProxyName.JACOV))
        .isEqualTo(new Outcome.Unscorable("jacov needs at least 2 rows, but there was 1"));
    assertThat(outcomes.get(ProxyName.MECO))
        .isEqualTo(new Outcome.Unscorable("meco needs at least 2 rows, but there was 1"));
    assertScoredBy(without(COMPARE_ROWS), outcomes);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1})
  void equalLabelsLeaveOneClassWithoutCorrelations(float label) {
    ScoringData data = batches(64, 64);
    for (ScoringBatch batch : data.batches()) {
      relabel(batch, label);
    }
    relabel(data.samples(), label);

    Map<ProxyName, Outcome> outcomes = outcomes(data);

    assertThat(outcomes.get(ProxyName.EPE_NAS))
        .isEqualTo(
            new Outcome.Unscorable(
                "epe-nas needs at least 2 rows of each label, but of one there were 0"));
    assertScoredBy(without(EnumSet.of(ProxyName.EPE_NAS)), outcomes);
  }

  /** Those proxies give a score, and all others say why they give none. */
  private static void assertScoredBy(Set<ProxyName> scoring, Map<ProxyName, Outcome> outcomes) {
    assertThat(outcomes).containsOnlyKeys(ProxyName.values());
    outcomes.forEach(
        (name, outcome) ->
            assertThat(outcome)
                .as(name.name())
                .isInstanceOf(
                    scoring.contains(name) ? Outcome.Scored.class : Outcome.Unscorable.class));
  }

  private static Set<ProxyName> with(Set<ProxyName> names, ProxyName... more) {
    Set<ProxyName> all = EnumSet.copyOf(names);
    all.addAll(List.of(more));
    return all;
  }

  private static Set<ProxyName> without(Set<ProxyName> names) {
    Set<ProxyName> others = EnumSet.allOf(ProxyName.class);
    others.removeAll(names);
    return others;
  }

  private ScoringData batches(int rows, int samples) {
    ScoringData data =
        supernet.data(
            List.of(supernet.batch(0, rows), supernet.batch(1, rows), supernet.batch(2, rows)),
            supernet.batch(3, samples));
    return new ScoringData(
        data.batches(),
        data.samples(),
        data.embeddings(),
        Optional.of(
            new TuningRows(
                new Rows(TinySupernet.rows(5, 200)), new Rows(TinySupernet.rows(6, 100)))));
  }

  private Map<ProxyName, Outcome> outcomes(ScoringData data) {
    return outcomes(Samples.architectures(Samples.FULL, 1).get(0), data);
  }

  private Map<ProxyName, Outcome> outcomes(Architecture architecture, ScoringData data) {
    ProxySettings settings =
        new ProxySettings(List.of(1.0, 1.0, 1.0), Scope.DENSE, FisherInformation.BATCH, 3, 32, 1);
    List<ProxyName> names = List.of(ProxyName.values());
    List<SubnetScorer.Result> results =
        new SubnetScorer(
                names.stream().map(name -> name.with(settings)).toList(),
                supernet.networks(),
                supernet.weights().parameters(),
                data)
            .score(architecture);
    Map<ProxyName, Outcome> outcomes = new EnumMap<>(ProxyName.class);
    for (int i = 0; i < results.size(); i++) {
      outcomes.put(names.get(i), results.get(i).outcome());
    }
    return outcomes;
  }

  private void fill(ToDoubleFunction<Parameter> value) {
    for (Parameter parameter : supernet.weights().parameters().all()) {
      fill(parameter, (float) value.applyAsDouble(parameter));
    }
  }

  private static void fill(Parameter parameter, float value) {
    FloatBuffer values = parameter.values();
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, value);
    }
  }

  private static void relabel(ScoringBatch batch, float label) {
    float[] labels = new float[batch.rows()];
    Arrays.fill(labels, label);
    batch.inputs().labels().set(labels);
  }
}
