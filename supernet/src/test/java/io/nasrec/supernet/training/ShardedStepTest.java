package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.data.Batch;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.Rows;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.baseline.FactorizationMachine;
import io.nasrec.supernet.baseline.LogisticRegression;
import io.nasrec.supernet.engine.Shards;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps that several threads share move the weights as the steps of one do.
 *
 * <p>The sums over a batch are made in another order: some units of rounding of gradients below 1,
 * times 10, the steepest that Adagrad's step is at rate 0.1 and eps 0.01, per step.
 */
class ShardedStepTest {
  private static final double ROUNDING = 1e-5;
  private static final InputShape INPUT = new InputShape(5, 4, 8);
  private static final int IDS = 6;
  private static final int STEPS = 3;

  /** What a few steps with dropout, clipping and L2 make of weights. */
  private record Moved(List<Double> losses, Map<String, float[]> weights) {}

  private static Moved moved(CtrNetwork network, ModelWeights weights, int threads) {
    new Initializer(4, 0.1).fill(weights.parameters());
    new Initializer(4, 0.1).fill(weights.embeddings());
    // Neither two nor three shards of 31 rows are of equal size.
    Batch batch =
        Rows.random(31, INPUT.denseFeatures(), INPUT.sparseFields(), IDS, true, 1).read(0, 31);
    try (Shards shards = new TorchEngine(threads).shards();
        Optimizer adagrad = new Optimizer(weights, new Adagrad(1e-2, 0), 0.5)) {
      Step step = new Step(weights, adagrad, 0.01, shards);
      List<Double> losses =
          new SplittableRandom(7)
              .longs(STEPS)
              .mapToObj(
                  seed ->
                      step.train(
                          network, batch, 0.1, 1, new Dropout(0.2, new SplittableRandom(seed))))
              .toList();
      return new Moved(losses, Tensors.floats(weights));
    }
  }

  private static ModelWeights own(CtrNetwork network) {
    return ModelWeights.own(
        new TorchEngine(1),
        network.weights(),
        Collections.nCopies(INPUT.sparseFields(), IDS),
        network.embeddingDim(),
        IDS);
  }

  private static void assertSame(Moved shared, Moved alone) {
    for (int i = 0; i < STEPS; i++) {
      assertThat(shared.losses().get(i)).isCloseTo(alone.losses().get(i), within(ROUNDING));
    }
    alone
        .weights()
        .forEach(
            (name, values) -> {
              for (int i = 0; i < values.length; i++) {
                assertThat((double) shared.weights().get(name)[i])
                    .as("%s[%d]", name, i)
                    .isCloseTo(values[i], within(ROUNDING));
              }
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aNetworkOfItsOwn(int threads) {
    for (CtrNetwork network :
        List.of(new LogisticRegression(INPUT.denseFeatures()), new FactorizationMachine(INPUT))) {
      try (ModelWeights weights = own(network);
          ModelWeights others = own(network)) {
        assertSame(moved(network, weights, threads), moved(network, others, 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aSubnetOnSlices(int threads) {
    SearchSpace space = SearchSpace.full(3).withWidths(List.of(8, 16), List.of(4, 6));
    NetworkBuilder networks = new NetworkBuilder(space, INPUT, true);
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    for (int seed = 0; seed < 10; seed++) {
      CtrNetwork network = new Subnet(networks.live(sampler.sample(new SplittableRandom(seed))));
      try (ModelWeights weights = shared(networks);
          ModelWeights others = shared(networks)) {
        assertSame(moved(network, weights, threads), moved(network, others, 1));
      }
    }
  }

  private static ModelWeights shared(NetworkBuilder networks) {
    return ModelWeights.shared(
        new TorchEngine(1),
        networks.supernetWeights(),
        Collections.nCopies(INPUT.sparseFields(), IDS),
        INPUT.embeddingDim(),
        IDS);
  }

  @Test
  void theSameNumberOfShardsGivesTheSameBits() {
    CtrNetwork network = new FactorizationMachine(INPUT);
    try (ModelWeights weights = own(network);
        ModelWeights others = own(network)) {
      Moved first = moved(network, weights, 2);
      Moved second = moved(network, others, 2);
      assertThat(second.losses()).isEqualTo(first.losses());
      assertThat(second.weights()).usingRecursiveComparison().isEqualTo(first.weights());
    }
  }

  /** The row that breaks everything is in the last shard. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void whatIsNotFiniteInOneShardMovesNothing(float feature) {
    LogisticRegression network = new LogisticRegression(1);
    Batch batch =
        new Batch(3, new float[] {1, 0, 1}, new float[] {1, 2, feature}, new int[] {0, 1, 2});
    try (ModelWeights weights =
            ModelWeights.own(new TorchEngine(1), network.weights(), List.of(3), 1, 3);
        Shards shards = new TorchEngine(2).shards();
        Optimizer adagrad = new Optimizer(weights, new Adagrad(1e-2, 0), 5)) {
      Map<String, float[]> before = Tensors.floats(weights);
      assertThatThrownBy(() -> new Step(weights, adagrad, 0, shards).train(network, batch, 0.1, 1))
          .isInstanceOf(DivergenceException.class);
      assertThat(Tensors.floats(weights)).usingRecursiveComparison().isEqualTo(before);
    }
  }
}
