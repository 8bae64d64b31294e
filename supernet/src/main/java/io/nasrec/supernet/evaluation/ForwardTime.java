package io.nasrec.supernet.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.LonePart;
import io.nasrec.supernet.weights.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How long computations take on this machine, on the calling thread alone: the median of
 * repetitions on made-up values. Gathering the embedding rows is not part of them.
 *
 * @param batchSize rows computed at once, at least 1
 */
public record ForwardTime(Engine engine, int batchSize) {
  private static final int WARM_UP = 30;
  private static final int REPETITIONS = 51;

  private interface Computation {
    NDArray output(Map<String, NDArray> weights, List<NDArray> inputs, Tape tape);
  }

  /** Of a part of a network, in milliseconds. */
  public double milliseconds(LonePart part) {
    return median(part.weights(), part.inputs(), part::run);
  }

  /** Of a network from its inputs, embedding rows included, to the logit, in milliseconds. */
  public double milliseconds(CtrNetwork network, InputShape input) {
    return median(
        network.weights(),
        List.of(
            List.of(input.denseFeatures()), List.of(network.embeddingDim(), input.sparseFields())),
        (weights, inputs, tape) -> network.logits(weights, inputs.get(0), inputs.get(1), tape));
  }

  private double median(List<Weight> weights, List<List<Integer>> inputs, Computation computation) {
    try (Parameters parameters = Parameters.own(engine, weights)) {
      for (int i = 0; i < WARM_UP; i++) {
        nanoseconds(parameters, weights, inputs, computation);
      }
      long[] times =
          LongStream.generate(() -> nanoseconds(parameters, weights, inputs, computation))
              .limit(REPETITIONS)
              .toArray();
      Arrays.sort(times);
      return times[REPETITIONS / 2] / 1e6;
    }
  }

  /** One computation; making its inputs and freeing its memory do not count. */
  private long nanoseconds(
      Parameters parameters,
      List<Weight> weights,
      List<List<Integer>> inputs,
      Computation computation) {
    try (EngineScope scope = engine.inference()) {
      Map<String, NDArray> bound = parameters.bind(weights, scope.manager());
      List<NDArray> tensors =
          inputs.stream()
              .map(shape -> scope.manager().ones(batched(shape), DataType.FLOAT32))
              .toList();
      Tape tape = new Tape();
      long start = System.nanoTime();
      computation.output(bound, tensors, tape);
      return System.nanoTime() - start;
    }
  }

  private Shape batched(List<Integer> shape) {
    return new Shape(
        Stream.concat(Stream.of(batchSize), shape.stream())
            .mapToLong(Integer::longValue)
            .toArray());
  }
}
