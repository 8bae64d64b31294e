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
 * <p>A network may leave it to the engine, which then records every operation, or {@linkplain
 * #record record} its operations here, each with its derivative; the engine then computes single
 * operations and records none. Either way, what is made of the logits is the engine's to
 * differentiate. For float32 arrays and one thread.
 */
public final class Tape {
  /** What has a derivative, by identity. */
  private final Set<NDArray> active = Collections.newSetFromMap(new IdentityHashMap<>());

  private final IdentityHashMap<NDArray, NDArray> gradients = new IdentityHashMap<>();

  /** Gradients in memory that others read as well. */
  private final Set<NDArray> shared = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The last one first. */
  private final Deque<Operation> operations = new ArrayDeque<>();

  /** What the engine goes on from, by what was computed here. */
  private final IdentityHashMap<NDArray, NDArray> outputs = new IdentityHashMap<>();

  private record Operation(NDArray value, Consumer<NDArray> derivative) {}

  /** Marks an array to differentiate with respect to. */
  public NDArray leaf(NDArray array) {
    active.add(array);
    return Torch.leaf(array);
  }

  /**
   * Takes down an operation, unless none of its inputs has a derivative.
   *
   * @param value what came out, new; it is closed when its derivative has been taken
   * @param inputs what went in
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
   * @param term computed only if there is one; a new array, or memory that nothing else needs
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

  /** As {@link #add}, of memory that others read as well: nobody will write to it. */
  public void share(NDArray array, NDArray term) {
    if (gradients.containsKey(array)) {
      increase(array, term);
    } else if (active.contains(array)) {
      NDArray alias = Torch.alias(term, term.getManager());
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

  /** An array of the same shape as a gradient, to be written to: its own memory if that is free. */
  public NDArray writable(NDArray gradient) {
    return shared.contains(gradient)
        ? Torch.emptyLike(gradient)
        : Torch.alias(gradient, gradient.getManager());
  }

  /** As {@link #add}, of a view of memory that is needed elsewhere. */
  public void addCopy(NDArray array, NDArray view) {
    if (gradients.containsKey(array)) {
      increase(array, view);
    } else if (active.contains(array)) {
      gradients.put(array, view.duplicate());
    }
  }

  /** As {@link #add}, of the gradient with respect to some columns of the array's last axis. */
  public void addColumns(NDArray array, long from, NDArray term) {
    if (active.contains(array)) {
      // Never shared: columns are all that is made of such an array.
      NDArray gradient = gradients.computeIfAbsent(array, NDArray::zerosLike);
      Torch.columns(gradient, from, from + Torch.columns(term)).addi(term);
    }
  }

  /** What the engine goes on from: the same values, the start of its own record. */
  public NDArray output(NDArray value) {
    NDArray output = Torch.alias(value, value.getManager());
    if (active.contains(value)) {
      outputs.put(value, Torch.leaf(output));
    }
    return output;
  }

  /** Computes the gradients of a scalar with respect to all leaves. */
  public void backward(NDArray scalar) {
    Torch.backward(scalar);
    outputs.forEach((value, output) -> gradients.put(value, output.getGradient()));
    Torch.unrecorded(
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
      return Torch.gradient(leaf, manager);
    }
    NDArray own = shared.contains(gradient) ? gradient.duplicate() : gradient;
    own.attach(manager);
    return own;
  }
}
