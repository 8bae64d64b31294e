package io.nasrec.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.data.Batch;
import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.search.evidence.Scope;
import io.nasrec.search.evidence.ScoringBatch;
import io.nasrec.search.evidence.ScoringData;
import io.nasrec.search.evidence.TuningRows;
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
      assertThat(outcomes(architecture, batches(64, 64)).values())
          .hasOnlyElementsOfType(Outcome.Scored.class);
    }
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
            ProxyName.GRASP)) {
      assertThat(outcomes.get(name))
          .as(name.name())
          .isEqualTo(new Outcome.Unscorable("the gradient of every linear weight is zero"));
    }
    assertThat(outcomes.get(ProxyName.JACOV))
        .isEqualTo(new Outcome.Unscorable("the Jacobian of sample row 0 does not vary"));
    assertThat(outcomes.get(ProxyName.NASWOT))
        .isEqualTo(new Outcome.Unscorable("the kernel of the ReLU codes is singular"));
    assertThat(outcomes.get(ProxyName.LOSS)).isInstanceOf(Outcome.Scored.class);
    assertThat(outcomes.values()).doesNotHaveAnyElementsOfTypes(Outcome.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void weightsThatAreNoNumbersHaveNoScore(float poison) {
    fill(parameter -> poison);

    outcomes(batches(64, 64))
        .forEach(
            (name, outcome) -> {
              if (!LOOK_AT_NO_WEIGHT.contains(name)) {
                assertThat(outcome).as(name.name()).isInstanceOf(Outcome.Unscorable.class);
              }
            });
  }

  @Test
  void anInfiniteLossHasNoScore() {
    fill(parameter -> parameter.weight().role() == Role.LINEAR_BIAS ? 3e38 : 1e30);

    assertThat(outcomes(batches(64, 64)).get(ProxyName.SIGEO))
        .isInstanceOf(Outcome.Unscorable.class);
  }

  @Test
  void whatOneRowCannotTellIsNoScore() {
    Map<ProxyName, Outcome> outcomes = outcomes(batches(1, 1));

    assertThat(outcomes.get(ProxyName.NASWOT)).isInstanceOf(Outcome.Unscorable.class);
    assertThat(outcomes.get(ProxyName.JACOV))
        .isEqualTo(new Outcome.Unscorable("jacov needs at least 2 rows, but there was 1"));
    assertThat(outcomes.get(ProxyName.EPE_NAS)).isInstanceOf(Outcome.Unscorable.class);
    assertThat(outcomes.get(ProxyName.MECO))
        .isEqualTo(new Outcome.Unscorable("meco needs at least 2 rows, but there was 1"));
    for (ProxyName name : List.of(ProxyName.SIGEO, ProxyName.GRADSIGN, ProxyName.SNIP)) {
      assertThat(outcomes.get(name)).as(name.name()).isInstanceOf(Outcome.Scored.class);
    }
    assertThat(outcomes.values()).doesNotHaveAnyElementsOfTypes(Outcome.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1})
  void equalLabelsLeaveOneClassWithoutCorrelations(float label) {
    ScoringData data = batches(64, 64);
    for (ScoringBatch batch : data.batches()) {
      batch.inputs().labels().set(filled(batch.rows(), label));
    }

    data.samples().inputs().labels().set(filled(data.samples().rows(), label));
    Map<ProxyName, Outcome> outcomes = outcomes(data);

    assertThat(outcomes.get(ProxyName.EPE_NAS))
        .isEqualTo(
            new Outcome.Unscorable(
                "epe-nas needs at least 2 rows of each label, but of one there were 0"));
    assertThat(outcomes.get(ProxyName.SIGEO)).isInstanceOf(Outcome.Scored.class);
    assertThat(outcomes.values()).doesNotHaveAnyElementsOfTypes(Outcome.Failed.class);
  }

  private ScoringData batches(int rows, int samples) {
    Rows train = tuningRows(5, 200);
    ScoringData data =
        supernet.data(
            List.of(supernet.batch(0, rows), supernet.batch(1, rows), supernet.batch(2, rows)),
            supernet.batch(3, samples));
    return new ScoringData(
        data.batches(),
        data.samples(),
        data.embeddings(),
        Optional.of(new TuningRows(train, tuningRows(6, 100))));
  }

  private static Rows tuningRows(int index, int rows) {
    Batch batch = TinySupernet.rows(index, rows);
    return new Rows(batch);
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
      FloatBuffer values = parameter.values();
      for (int i = 0; i < values.capacity(); i++) {
        values.put(i, (float) value.applyAsDouble(parameter));
      }
    }
  }

  private static float[] filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return values;
  }
}
