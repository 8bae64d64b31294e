package io.nasrec.supernet.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is done to arrays beyond DJL's portable interface. An array belongs to one engine and one
 * device, so nothing here depends on anything but its arguments.
 *
 * <p>DJL allows one {@code GradientCollector} per process; the JNI calls below have no such limit,
 * as long as each thread owns the leaves that it differentiates.
 */
public final class EngineArrays {
  private EngineArrays() {}

  /** Marks an array as a leaf to differentiate with respect to. */
  public static NDArray leaf(NDArray array) {
    array.setRequiresGradient(true);
    return array;
  }

  /** Adds the gradients of a scalar to its leaves and frees its graph. */
  public static void backward(NDArray scalar) {
    try (NDArray one = scalar.getManager().ones(new Shape())) {
      backward(scalar, one);
    }
  }

  /** Like {@link #backward(NDArray)}, for {@code Σ array · gradient}. */
  private static void backward(NDArray array, NDArray gradient) {
    JniUtils.backward((PtNDArray) array, (PtNDArray) gradient, false, false);
  }

  /**
   * The gradient that {@link #backward} has added to a leaf.
   *
   * @param manager owns the engine's view of it
   */
  public static NDArray gradient(NDArray leaf, NDManager manager) {
    NDArray gradient = leaf.getGradient();
    gradient.attach(manager);
    return gradient;
  }

  /** Computes something that the engine does not record, whatever its inputs are. */
  public static <T> T unrecorded(Supplier<T> computation) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try {
      return computation.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /**
   * Linear layer over the last axis: {@code x Wᵀ + b}.
   *
   * @param bias null for none
   */
  public static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return JniUtils.linear((PtNDArray) x, (PtNDArray) weight, (PtNDArray) bias);
  }

  /**
   * {@code factor · x}, safe in a graph as well.
   *
   * <p>DJL's own {@code mul(Number)} keeps the factor in a Java buffer and drops it at once, while
   * the graph still points there: after a garbage collection, the backward pass multiplies by
   * whatever is at that address now. This factor is a copy in the engine's own memory, made before
   * its type is converted, because DJL's {@code toType} copies nothing if the type is unchanged.
   */
  public static NDArray scale(NDArray x, double factor) {
    try (NDArray number = x.getManager().create(factor);
        NDArray owned = number.duplicate();
        NDArray typed = owned.toType(x.getDataType(), true)) {
      return x.mul(typed);
    }
  }

  /**
   * The values of a contiguous CPU array, without a copy: writing to the buffer changes the array.
   * Valid until the array is closed.
   */
  public static FloatBuffer values(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /**
   * A new float32 array.
   *
   * @param values writes all of its values
   */
  public static NDArray filled(NDManager manager, Shape shape, Consumer<FloatBuffer> values) {
    NDArray array = manager.create(shape, DataType.FLOAT32);
    values.accept(values(array));
    return array;
  }

  /** Whether Java reads and writes an array's values where they are. */
  public static boolean inMainMemory(NDArray array) {
    return array.getDevice().equals(Device.cpu());
  }

  /** An uninitialised array of the same shape. */
  public static NDArray emptyLike(NDArray array) {
    return array.getManager().create(array.getShape(), array.getDataType());
  }

  /** Number of columns: the length of the last axis. */
  public static long columns(NDArray array) {
    return array.getShape().get(array.getShape().dimension() - 1);
  }

  /** A view of the columns {@code from} to {@code to}. */
  public static NDArray columns(NDArray array, long from, long to) {
    return JniUtils.slice((PtNDArray) array, array.getShape().dimension() - 1, from, to, 1);
  }

  /** A view of the same memory in another manager, outside any graph. */
  public static NDArray alias(NDArray array, NDManager manager) {
    NDArray alias = array.stopGradient();
    alias.attach(manager);
    return alias;
  }
}
