package io.nasrec.supernet.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * A piece of work of the calling thread: it owns the native memory that the work allocates, frees
 * it on closing, and determines whether operations are recorded for differentiation. Scopes of a
 * thread nest.
 */
public final class EngineScope implements AutoCloseable {
  private final NDManager manager;
  private final boolean recordedBefore;

  /**
   * @param manager a root manager, which the scope closes
   * @param recording whether operations are recorded
   */
  EngineScope(NDManager manager, boolean recording) {
    this.manager = manager;
    recordedBefore = JniUtils.isGradMode();
    JniUtils.setGradMode(recording);
  }

  /** Owns the arrays that the work creates. */
  public NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    JniUtils.setGradMode(recordedBefore);
    manager.close();
    FreedMemory.giveBack();
  }
}
