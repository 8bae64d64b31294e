package io.nasrec.supernet.engine;

import ai.djl.ndarray.NDManager;

/**
 * What networks compute with: where their arrays are, and how many threads share the work. Whoever
 * makes weights is given an engine; whoever computes with weights uses theirs. There is no engine
 * of the process and none of the thread.
 */
public interface Engine {

  /** Name and version, for provenance. */
  String version();

  /**
   * The number of threads that share the work on one batch, at least 1. It may change the last bits
   * of a training's result, and nothing else.
   */
  int threads();

  /**
   * This engine with another number of threads; arrays of one are arrays of the other.
   *
   * @param threads at least 1
   */
  Engine with(int threads);

  /**
   * A new root manager of arrays; the caller closes it. It may be used by any thread, but each
   * thread that computes has a scope or root manager of its own, which makes it compute each
   * operation alone: threads share batches and lists of networks, never a single operation.
   */
  NDManager newManager();

  /**
   * A new root manager of arrays in main memory, where weights are kept: optimizer, files and
   * embedding rows read and write them there. The caller closes it.
   */
  NDManager newStore();

  /** Work of the calling thread whose operations are recorded for differentiation. */
  EngineScope differentiating();

  /** Work of the calling thread whose operations are not recorded. */
  EngineScope inference();

  /**
   * Threads that share the work on batches, as many as {@link #threads()}; the caller closes it.
   */
  default Shards shards() {
    return Shards.of(threads());
  }
}
