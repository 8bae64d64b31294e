package io.nasrec.supernet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.kernels.Kernel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The graph of one forward pass, cut into segments so that kernels written in Java can stand
 * between the engine's operations. The engine differentiates each segment by itself, last one
 * first, and hands the gradient over from cut to cut.
 *
 * <p>What a kernel reads or what two segments share must be cut before, or the engine would pass
 * through the same operations twice. For float32 arrays and one thread.
 */
public final class Segments {
  private final boolean differentiated;
  private final Deque<Runnable> backward = new ArrayDeque<>();

  private Segments(boolean differentiated) {
    this.differentiated = differentiated;
  }

  /** Of a pass that is differentiated throughout. */
  public static Segments differentiated() {
    return new Segments(true);
  }

  /** Of a pass without derivatives, but perhaps of what follows the last cut. */
  public static Segments constant() {
    return new Segments(false);
  }

  /**
   * An input of the pass, not computed from anything. It is differentiated with respect to, so that
   * whatever is made of it has a derivative: the engine refuses to start from an array that has
   * none, and DJL cannot tell.
   */
  public NDArray input(NDArray x) {
    return differentiated ? Torch.leaf(x) : x;
  }

  /** The same values, where a segment ends and the next may start. */
  public NDArray cut(NDArray x) {
    if (!differentiated) {
      return x;
    }
    NDManager manager = x.getManager();
    NDArray leaf = Torch.leaf(Torch.alias(x, manager));
    backward.push(() -> Torch.backward(x, Torch.gradient(leaf, manager)));
    return leaf;
  }

  /**
   * A kernel's value.
   *
   * @param x contiguous
   * @param shape of the output
   */
  public NDArray apply(Kernel kernel, NDArray x, Shape shape) {
    NDManager manager = x.getManager();
    NDArray y = manager.create(shape, DataType.FLOAT32);
    kernel.forward(Torch.values(x), Torch.values(y));
    if (differentiated) {
      Torch.leaf(y);
      backward.push(
          () -> {
            NDArray dx = manager.create(x.getShape(), DataType.FLOAT32);
            kernel.backward(
                Torch.values(x),
                Torch.values(y),
                Torch.values(Torch.gradient(y, manager)),
                Torch.values(dx));
            Torch.backward(x, dx);
          });
    }
    return y;
  }

  /** Adds the gradients of a scalar to the leaves of all segments and frees their graphs. */
  public void backward(NDArray scalar) {
    Torch.backward(scalar);
    while (!backward.isEmpty()) {
      backward.pop().run();
    }
  }
}
