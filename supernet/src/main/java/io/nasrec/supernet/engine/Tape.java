package io.nasrec.supernet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The derivative of one forward pass, in reverse mode.
 *
 * <p>A network may leave differentiation to the engine, which then records every operation. Or it
 * may {@linkplain #record record} its operations here, each with its derivative; the engine then
 * only computes single operations and records none. Either way, the engine differentiates what is
 * computed from the logits. For float32 arrays and one thread.
 */
public final class Tape {
  /** The arrays with a derivative, by identity. */
  private final Set<NDArray> active = Collections.newSetFromMap(new IdentityHashMap<>());

  private final IdentityHashMap<NDArray, NDArray> gradients = new IdentityHashMap<>();

  /** Gradients in memory that is also read elsewhere. */
  private final Set<NDArray> shared = Collections.newSetFromMap(new IdentityHashMap<>());

  /** In reverse order. */
  private final Deque<Operation> operations = new ArrayDeque<>();

  /** The arrays that the engine continues from, by the arrays computed here. */
  private final IdentityHashMap<NDArray, NDArray> outputs = new IdentityHashMap<>();

  private record Operation(NDArray value, Consumer<NDArray> derivative) {}

  /** Marks an array to differentiate with respect to. */
  public NDArray leaf(NDArray array) {
    active.add(array);
    return EngineArrays.leaf(array);
  }

  /**
   * Records an operation, unless none of its inputs has a derivative.
   *
   * @param value the result, a new array; it is closed when its derivative has been taken
   * @param inputs the inputs of the operation
   * @param derivative gets the gradient with respect to the value and adds to those of the inputs
   */
  public NDArray record(NDArray value, List<NDArray> inputs, Consumer<NDArray> derivative) {
    if (inputs.stream().anyMatch(active::contains)) {
      active.add(value);
      operations.push(new Operation(value, derivative));
    }
    return value;
  }

  /**
   * Adds to the gradient with respect to an array.
   *
   * @param term computed only if the array has a gradient; a new array, or memory that nothing else
   *     needs
   */
  public void add(NDArray array, Supplier<NDArray> term) {
    if (!active.contains(array)) {
      return;
    }
    if (!gradients.containsKey(array)) {
      gradients.put(array, term.get());
    } else {
      try (NDArray more = term.get()) {
        increase(array, more);
      }
    }
  }

  /**
   * Like {@link #add}, but of memory that is also read elsewhere, so that it is never written to.
   */
  public void share(NDArray array, NDArray term) {
    if (gradients.containsKey(array)) {
      increase(array, term);
    } else if (active.contains(array)) {
      NDArray alias = EngineArrays.alias(term, term.getManager());
      shared.add(alias);
      gradients.put(array, alias);
    }
  }

  private void increase(NDArray array, NDArray term) {
    NDArray gradient = gradients.get(array);
    if (shared.contains(gradient)) {
      gradients.put(array, gradient.add(term));
      gradient.close();
    } else {
      gradient.addi(term);
    }
  }

  /**
   * An array of the same shape as a gradient, to be written to; the gradient's own memory if that
   * is free.
   */
  public NDArray writable(NDArray gradient) {
    return shared.contains(gradient)
        ? EngineArrays.emptyLike(gradient)
        : EngineArrays.alias(gradient, gradient.getManager());
  }

  /** Like {@link #add}, but of a view of memory that is needed elsewhere. */
  public void addCopy(NDArray array, NDArray view) {
    if (gradients.containsKey(array)) {
      increase(array, view);
    } else if (active.contains(array)) {
      gradients.put(array, view.duplicate());
    }
  }

  /**
   * Like {@link #add}, but of the gradient with respect to some columns of the array's last axis.
   */
  public void addColumns(NDArray array, long from, NDArray term) {
    if (active.contains(array)) {
      // Never shared: such an array is only ever used by column.
      NDArray gradient = gradients.computeIfAbsent(array, NDArray::zerosLike);
      EngineArrays.columns(gradient, from, from + EngineArrays.columns(term)).addi(term);
    }
  }

  /** An array that the engine continues from: the same values, as the start of its own graph. */
  public NDArray output(NDArray value) {
    NDArray output = EngineArrays.alias(value, value.getManager());
    if (active.contains(value)) {
      outputs.put(value, EngineArrays.leaf(output));
    }
    return output;
  }

  /** Computes the gradients of a scalar with respect to all leaves. */
  public void backward(NDArray scalar) {
    EngineArrays.backward(scalar);
    outputs.forEach((value, output) -> gradients.put(value, output.getGradient()));
    EngineArrays.unrecorded(
        () -> {
          operations.forEach(this::differentiate);
          return null;
        });
    operations.clear();
  }

  private void differentiate(Operation operation) {
    NDArray gradient = gradients.remove(operation.value());
    if (gradient != null) {
      operation.derivative().accept(gradient);
      gradient.close();
    }
    operation.value().close();
  }

  /**
   * The gradient that {@link #backward} found with respect to a leaf; the caller may write to it.
   *
   * @param manager owns it
   */
  public NDArray gradient(NDArray leaf, NDManager manager) {
    NDArray gradient = gradients.get(leaf);
    if (gradient == null) {
      return EngineArrays.gradient(leaf, manager);
    }
    NDArray own = shared.contains(gradient) ? gradient.duplicate() : gradient;
    own.attach(manager);
    return own;
  }
}
