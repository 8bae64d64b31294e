package io.nasrec.supernet.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * One piece of work of the calling thread: the native memory that it makes, freed on closing, and
 * whether its operations are recorded for differentiation. Scopes of a thread nest.
 */
public final class EngineScope implements AutoCloseable {
  private final NDManager manager;
  private final boolean recordedBefore;

  private EngineScope(boolean recording) {
    manager = Torch.newManager();
    recordedBefore = JniUtils.isGradMode();
    JniUtils.setGradMode(recording);
  }

  /** Operations are recorded. */
  public static EngineScope differentiating() {
    return new EngineScope(true);
  }

  /** Operations are not recorded. */
  public static EngineScope inference() {
    return new EngineScope(false);
  }

  /** Owns what the work makes. */
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
