package io.nasrec.supernet.kernels;

/** The JDK's Vector API. */
public final class VectorApi {
  private VectorApi() {}

  /** Whether Java was started with it; without it, none of the kernels works. */
  public static boolean isAvailable() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
