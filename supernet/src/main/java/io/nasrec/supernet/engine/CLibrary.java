package io.nasrec.supernet.engine;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Functions of Linux's C library that save time if they exist; nothing depends on them. */
final class CLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(CLibrary.class);

  private CLibrary() {}

  /** Empty on other systems and with other C libraries. */
  static Optional<Function> function(String name) {
    if (!Platform.isLinux()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Function.getFunction(Platform.C_LIBRARY_NAME, name));
    } catch (LinkageError e) {
      LOG.debug("{} is not used: {}", name, e.toString());
      return Optional.empty();
    }
  }
}
