package io.nasrec.search.measurement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.LayerFunctions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The layers' outputs for the sample rows, from one forward pass. */
public final class Activations {
  private final double[] matches;
  private final int rows;
  private final int units;
  private final Map<String, FeatureMap> features;

  /** The outputs of a linear layer, one observation per row of the batch and position. */
  public static final class FeatureMap {
    private final int units;
    private final float[] values;

    private FeatureMap(int units, float[] values) {
      this.units = units;
      this.values = values;
    }

    /** Number of output units. */
    public int units() {
      return units;
    }

    /** The outputs of one unit, observation by observation. */
    public double[] unit(int unit) {
      double[] observations = new double[values.length / units];
      for (int o = 0; o < observations.length; o++) {
        observations[o] = values[o * units + unit];
      }
      return observations;
    }
  }

  private Activations(double[] matches, int rows, int units, Map<String, FeatureMap> features) {
    this.matches = matches;
    this.rows = rows;
    this.units = units;
    this.features = features;
  }

  /**
   * Runs the pass.
   *
   * @throws UnscorableException if a logit is not finite; the layers' outputs are then meaningless
   */
  static Activations of(Subject subject) {
    try (var work = subject.engine().inference()) {
      NDManager manager = work.manager();
      Inputs inputs = subject.data().samples().inputs();
      Recorder recorder = new Recorder();
      NDArray logits =
          subject
              .subnet()
              .logits(
                  subject.bind(manager),
                  inputs.in(manager).dense(),
                  inputs.in(manager).sparse(),
                  recorder);
      for (float logit : logits.toFloatArray()) {
        if (!Float.isFinite(logit)) {
          throw new UnscorableException("the logit of a sample row is " + logit);
        }
      }
      return recorder.activations(subject.data().samples().rows(), manager);
    }
  }

  /** N, the number of sample rows. */
  public int rows() {
    return rows;
  }

  /** The number of ReLU units of the network. */
  public int units() {
    return units;
  }

  /** The number of ReLU units that two rows agree on, on or off. */
  public double matches(int row, int other) {
    return matches[row * rows + other];
  }

  /** The outputs of the linear layers by the path of their weights, without the head. */
  public Map<String, FeatureMap> features() {
    return features;
  }

  /** Layer functions that record what passes through. */
  private static final class Recorder implements LayerFunctions {
    private final Map<String, FeatureMap> features = new LinkedHashMap<>();
    private final List<NDArray> codes = new ArrayList<>();

    @Override
    public NDArray linear(Linear layer, NDArray x) {
      NDArray y = PLAIN.linear(layer, x);
      if (!Scope.HEAD.contains(layer.weight())) {
        int units = (int) y.getShape().get(y.getShape().dimension() - 1);
        features.put(layer.weight().path(), new FeatureMap(units, y.toFloatArray()));
      }
      return y;
    }

    @Override
    public NDArray relu(NDArray x) {
      codes.add(x.gt(0).toType(x.getDataType(), false).reshape(x.getShape().get(0), -1));
      return PLAIN.relu(x);
    }

    Activations activations(int rows, NDManager manager) {
      NDArray matches = manager.zeros(new Shape(rows, rows));
      int units = 0;
      for (NDArray on : codes) {
        NDArray off = on.neg().add(1);
        matches.addi(on.matMul(on.transpose())).addi(off.matMul(off.transpose()));
        units += (int) on.getShape().get(1);
      }
      float[] floats = matches.toFloatArray();
      double[] doubles = new double[floats.length];
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = floats[i];
      }
      return new Activations(doubles, rows, units, features);
    }
  }
}
