package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.data.Batch;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.Differentiated;
import io.nasrec.supernet.Examples;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.Parameter;
import io.nasrec.supernet.weights.RowGradients;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A subnet on the supernet's slices is the stand-alone network with those weights copied: the same
 * numbers, the same update, and nothing else moves.
 *
 * <p>The copies hold the same bits, but lie elsewhere in memory, and the engine may choose another
 * kernel for other alignments: hence some units of rounding, relative to a tensor's largest value.
 */
class SlicesTest {
  private static final double ROUNDING = 1e-5;
  private static final double RATE = 0.1;
  private static final double EPSILON = 1e-2;
  private static final double NO_CLIPPING = 1e30;
  private static final int ROWS = 9;

  @ParameterizedTest
  @CsvSource({
    // space, architectures, blocks, layer norm, full widths, dense features, fields, E
    "autoctr, 120, 3, true, false, 5, 4, 4",
    "autoctr, 80, 3, false, false, 4, 3, 4",
    "autoctr, 3, 2, true, true, 13, 26, 16",
    "autoctr, 2, 2, false, true, 1, 10, 16",
    "xlarge, 120, 3, true, false, 5, 4, 8",
    "xlarge, 80, 3, false, false, 12, 3, 8",
    "xlarge, 3, 2, true, true, 13, 26, 16",
    "xlarge, 2, 2, false, true, 1, 10, 16",
    "nasrec-plus, 120, 3, true, false, 5, 4, 8",
    "nasrec-plus, 80, 3, false, false, 12, 3, 8",
    "nasrec-plus, 3, 2, true, true, 13, 26, 16"
  })
  void sameNumbersSameStepAndNothingElse(
      String spaceName,
      int architectures,
      int blocks,
      boolean layerNorm,
      boolean fullWidths,
      int features,
      int fields,
      int dim) {
    SearchSpace space =
        SearchSpace.all(blocks).stream()
            .filter(s -> s.interchangeName().equals(spaceName))
            .findFirst()
            .orElseThrow();
    if (!fullWidths) {
      // 4 is E, 10 has as many products, 32 is 8 E.
      space = space.withWidths(List.of(4, 9, 10, 32), List.of(3, 4, 6));
    }
    NetworkBuilder builder =
        new NetworkBuilder(space, new InputShape(features, fields, dim), layerNorm);
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    SplittableRandom random = new SplittableRandom(5);
    List<Integer> cardinalities = Collections.nCopies(fields, ROWS);
    try (ModelWeights shared =
            ModelWeights.shared(
                new TorchEngine(1),
                builder.supernetWeights(),
                cardinalities,
                dim,
                Integer.MAX_VALUE);
        ModelWeights before = shared.zerosLike()) {
      Examples.fill(shared.parameters(), random);
      new Initializer(1, 1).fill(shared.embeddings());
      before.copyFrom(shared);
      for (int i = 0; i < architectures; i++) {
        Architecture architecture = sampler.sample(random);
        Network network = builder.live(architecture);
        try (ModelWeights own =
            ModelWeights.own(
                new TorchEngine(1), network.weights(), cardinalities, dim, Integer.MAX_VALUE)) {
          copy(shared, own);
          sameNumbers(network, shared, own, Examples.random(builder.input(), 5, random));
          sameStep(network, shared, own, before, batch(builder.input(), random));
        }
        shared.copyFrom(before);
      }
    }
  }

  private static void sameNumbers(
      Network network, ModelWeights shared, ModelWeights own, Examples examples) {
    Differentiated bound = Differentiated.of(new Subnet(network), shared.parameters(), examples);
    Differentiated alone = Differentiated.of(new Subnet(network), own.parameters(), examples);
    Tensors.assertClose("logits", bound.logits(), alone.logits(), ROUNDING);
    assertThat((double) bound.loss()).isCloseTo(alone.loss(), within(ROUNDING * alone.loss()));
    assertThat(bound.gradients().keySet()).isEqualTo(alone.gradients().keySet());
    alone
        .gradients()
        .forEach(
            (path, values) ->
                Tensors.assertClose(path, bound.gradients().get(path), values, ROUNDING));
    Tensors.assertClose("dense", bound.denseGradient(), alone.denseGradient(), ROUNDING);
    Tensors.assertClose("sparse", bound.sparseGradient(), alone.sparseGradient(), ROUNDING);
  }

  /**
   * One step on each, then one update of <em>everything</em> with gradient 1: how far a scalar goes
   * then tells its accumulator, which must still be 0 outside the slices.
   */
  private static void sameStep(
      Network network, ModelWeights shared, ModelWeights own, ModelWeights before, Batch batch) {
    try (Optimizer sharedAdagrad = new Optimizer(shared, new Adagrad(EPSILON, 0), NO_CLIPPING);
        Optimizer ownAdagrad = new Optimizer(own, new Adagrad(EPSILON, 0), NO_CLIPPING);
        ModelWeights afterStep = shared.zerosLike()) {
      double sharedLoss =
          new Step(shared, sharedAdagrad, 0).train(new Subnet(network), batch, RATE, 1);
      double ownLoss = new Step(own, ownAdagrad, 0).train(new Subnet(network), batch, RATE, 1);
      assertThat(sharedLoss).isCloseTo(ownLoss, within(ROUNDING * ownLoss));
      assertOnlySlicesMoved(shared, own, before);

      afterStep.copyFrom(shared);
      everyGradientOne(sharedAdagrad, shared);
      everyGradientOne(ownAdagrad, own);
      assertOnlySlicesAccumulated(shared, own, afterStep);
    }
  }

  private static void assertOnlySlicesMoved(
      ModelWeights shared, ModelWeights own, ModelWeights before) {
    assertSlicesClose(shared, own);
    boolean moved = false;
    for (Parameter parameter : shared.parameters().all()) {
      float[] now = Tensors.floats(parameter.values());
      float[] old = Tensors.floats(before.parameters().stored(parameter.weight()).values());
      for (int i : bound(parameter, own)) {
        moved |= now[i] != old[i];
        now[i] = old[i];
      }
      assertThat(Arrays.equals(now, old)).as(parameter.weight().path() + " elsewhere").isTrue();
    }
    assertThat(moved).isTrue();
    for (int field = 0; field < own.embeddings().fields(); field++) {
      Tensors.assertClose(
          "embeddings",
          Tensors.floats(shared.embeddings().table(field).pages().get(0)),
          Tensors.floats(own.embeddings().table(field).pages().get(0)),
          ROUNDING);
    }
  }

  private static void assertOnlySlicesAccumulated(
      ModelWeights shared, ModelWeights own, ModelWeights afterStep) {
    assertSlicesClose(shared, own);
    for (Parameter parameter : shared.parameters().all()) {
      float[] now = Tensors.floats(parameter.values());
      float[] old = Tensors.floats(afterStep.parameters().stored(parameter.weight()).values());
      for (int i : bound(parameter, own)) {
        now[i] = (float) (old[i] - RATE / (1 + EPSILON));
      }
      double error = 0;
      for (int i = 0; i < now.length; i++) {
        error = Math.max(error, Math.abs(now[i] - (old[i] - RATE / (1 + EPSILON))));
      }
      // Weights are below 8, where float32 is 5e-7 apart; an accumulator of only 1e-4 is 5e-6.
      assertThat(error).as(parameter.weight().path() + " elsewhere").isLessThan(2e-6);
    }
  }

  private static void everyGradientOne(Optimizer adagrad, ModelWeights weights) {
    Map<String, FloatBuffer> gradients = new HashMap<>();
    List<Weight> all = new ArrayList<>();
    for (Parameter parameter : weights.parameters().all()) {
      float[] ones = new float[parameter.values().capacity()];
      Arrays.fill(ones, 1);
      gradients.put(parameter.weight().path(), FloatBuffer.wrap(ones));
      all.add(parameter.weight());
    }
    RowGradients none = RowGradients.of(weights.embeddings(), new int[0], FloatBuffer.allocate(0));
    adagrad.update(all, gradients, none, RATE, 1);
  }

  /** By index, one scalar at a time; {@code Slice} copies runs. */
  private static void copy(ModelWeights shared, ModelWeights own) {
    for (Parameter parameter : own.parameters().all()) {
      int[] indices = indices(shared.parameters().stored(parameter.weight()), parameter.weight());
      FloatBuffer stored = shared.parameters().stored(parameter.weight()).values();
      for (int i = 0; i < indices.length; i++) {
        parameter.values().put(i, stored.get(indices[i]));
      }
    }
    own.embeddings().copyFrom(shared.embeddings());
  }

  private static void assertSlicesClose(ModelWeights shared, ModelWeights own) {
    for (Parameter parameter : own.parameters().all()) {
      Weight weight = parameter.weight();
      Parameter stored = shared.parameters().stored(weight);
      int[] indices = indices(stored, weight);
      float[] slice = new float[indices.length];
      for (int i = 0; i < slice.length; i++) {
        slice[i] = stored.values().get(indices[i]);
      }
      Tensors.assertClose(weight.path(), slice, Tensors.floats(parameter.values()), ROUNDING);
    }
  }

  /** The scalars of a supernet's tensor that the network is bound to. */
  private static int[] bound(Parameter stored, ModelWeights own) {
    return own.parameters().all().stream()
        .map(Parameter::weight)
        .filter(weight -> weight.path().equals(stored.weight().path()))
        .findFirst()
        .map(weight -> indices(stored, weight))
        .orElse(new int[0]);
  }

  private static Batch batch(InputShape input, SplittableRandom random) {
    int size = 6;
    float[] labels = new float[size];
    float[] dense = new float[size * input.denseFeatures()];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < size; i++) {
      labels[i] = i % 2;
    }
    return new Batch(
        size, labels, dense, random.ints((long) size * input.sparseFields(), 0, ROWS).toArray());
  }

  private static int[] indices(Parameter stored, Weight weight) {
    List<Integer> shape = stored.weight().shape();
    int width = shape.size() == 1 ? 1 : shape.get(1);
    int[] columns = shape.size() == 1 ? new int[1] : expand(weight.columns());
    int[] rows = expand(weight.rows());
    int[] indices = new int[rows.length * columns.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = rows[i / columns.length] * width + columns[i % columns.length];
    }
    return indices;
  }

  private static int[] expand(List<Range> ranges) {
    return ranges.stream().flatMapToInt(r -> IntStream.range(r.from(), r.end())).toArray();
  }
}
