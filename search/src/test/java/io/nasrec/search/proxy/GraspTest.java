package io.nasrec.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Subject;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The central difference against a backward pass through the backward pass. */
class GraspTest {

  static List<Architecture> architectures() {
    return Stream.of(Samples.FULL, Samples.PLUS)
        .flatMap(space -> Samples.architectures(space, 6).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void theProductWithTheHessianIsTheEnginesSecondDerivative(Architecture architecture) {
    try (TinySupernet supernet = new TinySupernet(architecture.space())) {
      Measurements measurements = supernet.measurements(architecture);

      double expected = -thetaHessianGradient(measurements.subject());

      assertThat(new Grasp().score(measurements).value())
          .isCloseTo(expected, within(1e-7 * Math.abs(expected) + 1e-9));
    }
  }

  private static double thetaHessianGradient(Subject subject) {
    try (var work = new TorchEngine(1).differentiating()) {
      NDManager manager = work.manager();
      Map<String, NDArray> bound = subject.bindDouble(manager);
      List<String> paths =
          subject.subnet().weights().stream()
              .filter(weight -> weight.role() == Role.LINEAR_WEIGHT)
              .map(Weight::path)
              .toList();
      paths.forEach(path -> EngineArrays.leaf(bound.get(path)));
      Inputs inputs = subject.doubleSamples(manager);
      NDArray loss =
          Loss.of(subject.subnet().logits(bound, inputs.dense(), inputs.sparse()), inputs.labels());
      NDArray one = manager.ones(new Shape(), loss.getDataType());
      JniUtils.backward((PtNDArray) loss, (PtNDArray) one, true, true);
      Map<String, NDArray> fixed = new LinkedHashMap<>();
      NDArray product = null;
      for (String path : paths) {
        NDArray gradient = EngineArrays.gradient(bound.get(path), manager);
        fixed.put(path, EngineArrays.alias(gradient, manager).duplicate());
        NDArray term = gradient.mul(fixed.get(path)).sum();
        product = product == null ? term : product.add(term);
      }
      EngineArrays.backward(product);
      double sum = 0;
      for (String path : paths) {
        // The second pass has added H g to the g of the first.
        NDArray both = EngineArrays.alias(EngineArrays.gradient(bound.get(path), manager), manager);
        NDArray hessian = both.sub(fixed.get(path));
        sum += hessian.mul(EngineArrays.alias(bound.get(path), manager)).sum().getDouble();
      }
      return sum;
    }
  }
}
