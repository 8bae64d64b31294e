package io.nasrec.search.measurement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.nasrec.search.measurement.Probes.LinearProbe;
import io.nasrec.search.measurement.Probes.NormProbe;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Loss;
import io.nasrec.supernet.weights.RowGradients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Computes the gradients of single rows without a loop over them: one forward and one backward pass
 * over the sample rows with {@link Probes}. Rows do not interact in the network, so the gradient of
 * the summed loss with respect to row n's part of a layer's output is that of row n's own loss.
 *
 * <p>With input x and output gradient g of one row, summed over the positions p of a layer that is
 * applied to several (rows of embeddings, attention):
 *
 * <ul>
 *   <li>linear weight: {@code Σ_p g_p x_pᵀ}. With one position, the signs are those of an outer
 *       product, so the sum of all signs over rows is one matrix product {@code sign(G)ᵀ sign(X)},
 *       θ·g_n is {@code g·(y − b)}, and {@code ‖g‖²‖x‖²} the squared norm: no row's gradient is
 *       ever materialised;
 *   <li>linear bias: {@code Σ_p g_p};
 *   <li>gain and bias of a layer normalisation: {@code Σ_p g_p ⊙ x̂_p} and {@code Σ_p g_p};
 *   <li>embedding rows: the gradient of the gathered rows themselves.
 * </ul>
 */
final class SamplePass {
  /** The number of scalars of single rows' gradients that are materialised at a time: 16 MiB. */
  private static final long CHUNK = 1 << 21;

  private static final int[] FIRST = {0};
  private static final int[] LAST = {-1};

  private final Subject subject;
  private final int rows;
  private final Map<String, ModuleSamples> modules = new LinkedHashMap<>();

  /** Per linear layer: output times gradient, summed over the last of three axes; see Fisher. */
  private final Map<String, double[]> saliencies = new LinkedHashMap<>();

  SamplePass(Subject subject) {
    this.subject = subject;
    this.rows = subject.data().samples().rows();
  }

  /**
   * Runs the pass.
   *
   * @throws UnscorableException if the loss is not finite
   */
  SampleGradients run() {
    try (var work = subject.engine().differentiating()) {
      Map<String, NDArray> bound = subject.bindDouble(work.manager());
      Inputs inputs = subject.doubleSamples(work.manager());
      EngineArrays.leaf(inputs.sparse());
      Probes probes = new Probes(work.manager());
      NDArray logits = subject.subnet().logits(bound, inputs.dense(), inputs.sparse(), probes);
      NDArray loss = Loss.of(logits, inputs.labels());
      double value = loss.getDouble();
      if (!Double.isFinite(value)) {
        throw new UnscorableException("the loss of the sample rows is " + value);
      }
      EngineArrays.backward(EngineArrays.scale(loss, rows));
      for (LinearProbe probe : probes.linears()) {
        try (var step = subject.engine().inference()) {
          linear(probe, EngineArrays.gradient(probe.zeros(), step.manager()));
        }
      }
      for (NormProbe probe : probes.norms()) {
        try (var step = subject.engine().inference()) {
          NDArray gradient = EngineArrays.gradient(probe.zeros(), step.manager());
          vector(probe.layer().gain(), probe.layer().gains(), gradient.mul(probe.normalised()));
          vector(probe.layer().shift(), probe.layer().shifts(), gradient);
        }
      }
      try (var step = subject.engine().inference()) {
        embeddings(inputs.sparse(), EngineArrays.gradient(inputs.sparse(), step.manager()));
      }
    }
    double saliency = 0;
    for (double[] units : saliencies.values()) {
      for (double unit : units) {
        // Here g is the gradient of the summed loss; in the definition, of the mean loss.
        saliency += 0.5 * unit * unit / ((double) rows * rows * rows);
      }
    }
    return new SampleGradients(rows, new ArrayList<>(modules.values()), saliency);
  }

  private void linear(LinearProbe probe, NDArray gradient) {
    Weight weight = probe.layer().weight();
    NDArray bias = probe.layer().bias();
    if (probe.input().getShape().dimension() == 2) {
      NDArray mapped = bias == null ? probe.output() : probe.output().sub(bias);
      module(weight)
          .add(
              magnitude(gradient.sign().transpose().matMul(probe.input().sign())),
              gradient.mul(mapped).sum(LAST).toDoubleArray(),
              squaredNorms(gradient).mul(squaredNorms(probe.input())).sum().getDouble());
    } else {
      positions(weight, probe.layer().matrix(), probe.input(), gradient);
    }
    long from = 0;
    for (Weight part : probe.layer().biases()) {
      String range = "..., " + from + ":" + (from + part.size());
      vector(part, bias.get(new NDIndex(range)), gradient.get(new NDIndex(range)));
      from += part.size();
    }
    if (weight.role() == Role.LINEAR_WEIGHT) {
      NDArray product = gradient.mul(probe.output());
      boolean positions = product.getShape().dimension() == 3;
      saliencies.merge(
          weight.path(),
          (positions ? product.sum(LAST) : product).toDoubleArray(),
          SamplePass::plus);
    }
  }

  /**
   * A linear layer over several positions: its rows' gradients are materialised, some at a time.
   */
  private void positions(Weight weight, NDArray matrix, NDArray input, NDArray gradient) {
    long chunk = Math.max(1, CHUNK / weight.size());
    double[] products = new double[rows];
    double squares = 0;
    try (NDManager manager = gradient.getManager().newSubManager()) {
      NDArray signs = manager.zeros(matrix.getShape(), matrix.getDataType());
      for (long from = 0; from < rows; from += chunk) {
        try (NDManager some = manager.newSubManager()) {
          NDIndex rowRange = new NDIndex("{}:{}", from, Math.min(rows, from + chunk));
          NDArray output = gradient.get(rowRange);
          output.attach(some);
          NDArray single = output.transpose(0, 2, 1).matMul(input.get(rowRange));
          signs.addi(single.sign().sum(FIRST));
          double[] part = single.mul(matrix).sum(new int[] {1, 2}).toDoubleArray();
          System.arraycopy(part, 0, products, (int) from, part.length);
          squares += single.square().sum().getDouble();
        }
      }
      module(weight).add(magnitude(signs), products, squares);
    }
  }

  /**
   * A vector of parameters.
   *
   * @param gradients {@code (rows, size)} or {@code (rows, positions, size)}
   */
  private void vector(Weight weight, NDArray theta, NDArray gradients) {
    NDArray single =
        gradients.getShape().dimension() == 2 ? gradients : gradients.sum(new int[] {1});
    module(weight)
        .add(
            magnitude(single.sign().sum(FIRST)),
            single.mul(theta).sum(LAST).toDoubleArray(),
            single.square().sum().getDouble());
  }

  /**
   * The embedding tables: a row of the batch has a gradient for one row of each.
   *
   * @param gathered {@code (rows, E, F)}
   * @param gradient in the same shape
   */
  private void embeddings(NDArray gathered, NDArray gradient) {
    double[] products = gradient.mul(gathered).sum(new int[] {1}).toDoubleArray();
    double[] squares = gradient.square().sum(new int[] {0, 1}).toDoubleArray();
    double[] signs = new double[squares.length];
    NDArray floats = gradient.sign().toType(DataType.FLOAT32, true);
    RowGradients sums =
        RowGradients.of(
            subject.data().embeddings(),
            subject.data().samples().ids(),
            EngineArrays.values(floats));
    float[] row = new float[(int) gathered.getShape().get(1)];
    for (int i = 0; i < sums.distinct(); i++) {
      sums.copy(i, row);
      for (float sum : row) {
        signs[sums.field(i)] += Math.abs(sum);
      }
    }
    for (int field = 0; field < signs.length; field++) {
      double[] ofField = new double[rows];
      for (int n = 0; n < rows; n++) {
        ofField[n] = products[n * signs.length + field];
      }
      module(ParameterModule.embedding(field)).add(signs[field], ofField, squares[field]);
    }
  }

  private ModuleSamples module(Weight weight) {
    return module(ParameterModule.of(weight));
  }

  private ModuleSamples module(ParameterModule module) {
    return modules.computeIfAbsent(module.path(), path -> new ModuleSamples(module, rows));
  }

  private static double magnitude(NDArray signSums) {
    return signSums.abs().sum().getDouble();
  }

  private static NDArray squaredNorms(NDArray vectors) {
    return vectors.square().sum(LAST);
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }
}
