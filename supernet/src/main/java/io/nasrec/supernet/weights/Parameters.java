package io.nasrec.supernet.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.EngineArrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of the supernet or of one stand-alone network, without embedding tables.
 *
 * <p>A network is <em>bound</em> to them: to slices if they are shared, to whole tensors if they
 * are its own. There is no other difference between the two (spec section 4).
 */
public final class Parameters implements AutoCloseable {
  private final Engine engine;
  private final boolean shared;
  private final NDManager manager;
  private final Map<String, Parameter> byPath = new LinkedHashMap<>();

  private Parameters(Engine engine, boolean shared, List<Weight> weights) {
    this.engine = engine;
    this.shared = shared;
    this.manager = engine.newStore();
    for (Weight weight : weights) {
      NDArray array = manager.zeros(shape(weight), DataType.FLOAT32);
      byPath.put(weight.path(), new Parameter(weight, array, EngineArrays.values(array)));
    }
  }

  /** The supernet's tensors, all zero. */
  public static Parameters shared(Engine engine, List<Weight> supernetWeights) {
    return new Parameters(engine, true, supernetWeights);
  }

  /** A stand-alone network's tensors, all zero. */
  public static Parameters own(Engine engine, List<Weight> weights) {
    return new Parameters(engine, false, weights);
  }

  /** Tensors of the same shapes, all zero. */
  Parameters zerosLike() {
    return new Parameters(engine, shared, all().stream().map(Parameter::weight).toList());
  }

  /** What is computed with them on. */
  public Engine engine() {
    return engine;
  }

  /** All stored tensors in the order of the network. */
  public Collection<Parameter> all() {
    return byPath.values();
  }

  /** Number of scalars in all stored tensors. */
  public long size() {
    return all().stream().mapToLong(parameter -> parameter.values().capacity()).sum();
  }

  /**
   * The stored tensor that a weight is bound to.
   *
   * @throws IllegalArgumentException if there is none with that path
   */
  public Parameter stored(Weight weight) {
    Parameter parameter = byPath.get(weight.path());
    if (parameter == null) {
      throw new IllegalArgumentException("no stored tensor has the path " + weight.path());
    }
    return parameter;
  }

  /** The slice of its stored tensor that a weight is bound to. */
  public Slice slice(Weight weight) {
    return shared ? Slice.inside(weight, stored(weight).weight()) : Slice.whole(weight);
  }

  /**
   * Binds weights for a forward pass, outside any graph: as a view if a weight is a whole stored
   * tensor, else as a copy of the slice. Stored tensors are only read.
   *
   * @param target owns the bound tensors
   */
  public Map<String, NDArray> bind(List<Weight> weights, NDManager target) {
    Map<String, NDArray> bound = new LinkedHashMap<>();
    for (Weight weight : weights) {
      Parameter parameter = stored(weight);
      Slice slice = slice(weight);
      NDArray array;
      if (slice.isWhole(parameter.values())) {
        array = EngineArrays.alias(parameter.array(), target);
      } else {
        array =
            EngineArrays.filled(
                target, shape(weight), values -> slice.copy(parameter.values(), values));
      }
      bound.put(weight.path(), array);
    }
    return bound;
  }

  /** Copies all values of parameters with the same tensors. */
  public void copyFrom(Parameters other) {
    for (Parameter parameter : all()) {
      parameter
          .values()
          .put(0, other.stored(parameter.weight()).values(), 0, parameter.values().capacity());
    }
  }

  private static Shape shape(Weight weight) {
    return new Shape(weight.shape().stream().mapToLong(Integer::longValue).toArray());
  }

  @Override
  public void close() {
    manager.close();
  }
}
