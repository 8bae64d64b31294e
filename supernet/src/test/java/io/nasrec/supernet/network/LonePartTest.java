package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.nasrec.commons.RandomStreams;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.evaluation.ForwardTime;
import io.nasrec.supernet.weights.Parameters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Networks taken apart: nothing is lost, and each part computes what the next one reads. */
class LonePartTest {
  private static final int BATCH = 3;
  private static final int DIM = 16;

  @Test
  void thePartsHaveAllWeightsOnceAndTheirOutputsTheShapesThatAreSaid() {
    SearchSpace space = SearchSpace.plus(4).withWidths(List.of(16, 32), List.of(16, 32));
    NetworkBuilder networks = new NetworkBuilder(space, new InputShape(3, 5, DIM), true);
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < 80; i++) {
      Network network = networks.live(sampler.sample(RandomStreams.stream(2, "parts", i)));
      List<LonePart> parts = LonePart.of(network);

      assertThat(parts.stream().flatMap(part -> part.weights().stream()))
          .containsExactlyInAnyOrderElementsOf(network.weights());
      for (LonePart part : parts) {
        String kind = part.shape().replaceFirst(" .*", "");
        kinds.add(kind);
        assertThat(output(part)).as(part.shape()).isEqualTo(expected(kind, part));
      }
      assertThat(parts.get(parts.size() - 1).shape()).startsWith("head ");
    }
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "fc",
            "dot-product",
            "sigmoid-gating",
            "sum",
            "cross",
            "low-rank-cross",
            "flat-fc",
            "attention",
            "embedded-fc",
            "cin",
            "merger",
            "fm",
            "head");
  }

  @Test
  void everyPartAndNetworkTakesTime() {
    SearchSpace space = SearchSpace.small(2);
    InputShape input = new InputShape(3, 5, DIM);
    Network network =
        new NetworkBuilder(space, input, false)
            .live(new ArchitectureSampler(space).sample(RandomStreams.stream(3, "time")));
    ForwardTime clock = new ForwardTime(new TorchEngine(1), 2);

    assertThat(LonePart.of(network))
        .allSatisfy(part -> assertThat(clock.milliseconds(part)).isPositive());
    assertThat(clock.milliseconds(new Subnet(network), input)).isPositive();
  }

  private static Shape expected(String kind, LonePart part) {
    int out = Integer.parseInt(part.shape().replaceFirst(".*[ →+](\\d+)$", "$1"));
    return switch (kind) {
      case "head" -> new Shape(BATCH, 1);
      case "merger" -> new Shape(BATCH, DIM, SearchSpace.MERGER_ROWS);
      case "attention", "embedded-fc", "cin" -> new Shape(BATCH, DIM, out);
      default -> new Shape(BATCH, out);
    };
  }

  private static Shape output(LonePart part) {
    try (Parameters parameters = Parameters.own(new TorchEngine(1), part.weights());
        EngineScope scope = new TorchEngine(1).inference()) {
      List<NDArray> inputs =
          part.inputs().stream()
              .map(
                  shape ->
                      scope
                          .manager()
                          .ones(
                              new Shape(
                                  IntStream.concat(
                                          IntStream.of(BATCH),
                                          shape.stream().mapToInt(Integer::intValue))
                                      .asLongStream()
                                      .toArray()),
                              DataType.FLOAT32))
              .toList();
      return part.run(parameters.bind(part.weights(), scope.manager()), inputs, new Tape())
          .getShape();
    }
  }
}
