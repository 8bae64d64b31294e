package io.nasrec.supernet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.util.Optional;

/**
 * Memory for scattered reads, in pages of 2 MiB where the system supports them (transparent huge
 * pages on Linux). With pages of 4 KiB, nearly every row access in a large table costs an address
 * lookup.
 */
public final class LargePages {
  private static final long PAGE = 2 << 20;

  /** Parameter of madvise. */
  private static final int MADV_HUGEPAGE = 14;

  private static final Optional<Function> ADVISE = CLibrary.function("madvise");

  private LargePages() {}

  /** A float32 array of zeros. */
  public static NDArray zeros(NDManager manager, Shape shape) {
    long bytes = shape.size() * Float.BYTES;
    if (ADVISE.isEmpty() || bytes < 2 * PAGE) {
      return manager.zeros(shape, DataType.FLOAT32);
    }
    NDArray array = manager.create(shape, DataType.FLOAT32);
    Pointer memory = Native.getDirectBufferPointer(array.toByteBuffer(true));
    long begin = Pointer.nativeValue(memory);
    long first = (begin + PAGE - 1) / PAGE * PAGE;
    long end = (begin + bytes) / PAGE * PAGE;
    // The result does not matter, because everything works without large pages, too. The call must
    // come before the memory is touched.
    Object[] range = {new Pointer(first), new NativeLong(end - first), MADV_HUGEPAGE};
    ADVISE.get().invokeInt(range);
    memory.setMemory(0, bytes, (byte) 0);
    return array;
  }
}
