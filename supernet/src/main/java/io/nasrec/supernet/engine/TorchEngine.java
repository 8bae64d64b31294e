package io.nasrec.supernet.engine;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * DJL's PyTorch engine on the CPU. Its library is loaded when it is first used.
 *
 * @param threads see {@link Engine#threads()}
 */
public record TorchEngine(int threads) implements Engine {
  private static final String NAME = "PyTorch";

  public TorchEngine {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
    }
  }

  /** With a thread per processor. */
  public TorchEngine() {
    this(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public String version() {
    return NAME + " " + Library.load().getVersion();
  }

  @Override
  public Engine with(int other) {
    return new TorchEngine(other);
  }

  @Override
  public NDManager newManager() {
    ai.djl.engine.Engine library = Library.load();
    // A property of the calling thread, whose value is otherwise the number of cores. More threads
    // could change the last bits of a result.
    if (JniUtils.getNumThreads() != 1) {
      JniUtils.setNumThreads(1);
    }
    return library.newBaseManager(Device.cpu());
  }

  @Override
  public NDManager newStore() {
    return newManager();
  }

  @Override
  public EngineScope differentiating() {
    return new EngineScope(newManager(), true);
  }

  @Override
  public EngineScope inference() {
    return new EngineScope(newManager(), false);
  }

  /** The native library. */
  private static final class Library {
    static {
      // Nothing is downloaded at run time: the library comes with the program.
      if (System.getProperty("ai.djl.offline") == null) {
        System.setProperty("ai.djl.offline", "true");
      }
      EngineCache.choose();
    }

    /**
     * Loads it, if it is not loaded yet; JNI calls before that would fail.
     *
     * @throws EngineUnavailableException if it cannot be unpacked or loaded
     */
    static ai.djl.engine.Engine load() {
      try {
        return ai.djl.engine.Engine.getEngine(NAME);
      } catch (EngineException | LinkageError e) {
        throw new EngineUnavailableException(EngineCache.directory(), e);
      }
    }
  }
}
