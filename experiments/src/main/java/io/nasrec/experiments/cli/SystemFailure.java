package io.nasrec.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal by the operating system or the JVM, as a sentence that says what to do.
 *
 * @param sentence the complete message
 * @param mistake whether another path solves it; otherwise the machine's limits have to be raised
 */
record SystemFailure(String sentence, boolean mistake) {
  private static final String ELSEWHERE = "name another path, or change its permissions";

  /** The messages of POSIX systems, and what a user who named the path can do. */
  private static final Map<String, String> PATHS =
      Map.of(
          "Permission denied", "permission denied; " + ELSEWHERE,
          "Read-only file system", "the file system is read-only; name a path elsewhere",
          "Not a directory", "part of this path is a file, not a directory; name another path",
          "Is a directory", "this is a directory, not a file; name a file",
          "File name too long", "the name is too long; choose a shorter one",
          "Too many levels of symbolic links", "the link leads back to itself; name another path");

  /** The messages of POSIX systems about their limits. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "No space left on device",
              "the disk is full; free some space, then start the command again",
          "Disk quota exceeded",
              "the disk quota is used up; free some space, then start the command again",
          "File too large", "the limit on the size of files is reached; raise it with ulimit -f",
          "Too many open files",
              "too many files are open; raise the limit, for example with ulimit -n 4096");

  /** Finds such a refusal among a failure's causes. */
  static Optional<SystemFailure> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError memory) {
        return Optional.of(new SystemFailure(memory(memory), false));
      }
      if (cause instanceof FileSystemException refused) {
        return file(refused);
      }
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        Optional<SystemFailure> known = known(cause);
        if (known.isPresent()) {
          return known;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<SystemFailure> file(FileSystemException refused) {
    String path = refused.getFile();
    if (refused instanceof NoSuchFileException) {
      return mistake(path, missing(Path.of(path)));
    }
    if (refused instanceof AccessDeniedException) {
      return mistake(path, PATHS.get("Permission denied"));
    }
    if (refused instanceof FileAlreadyExistsException) {
      return mistake(path, "this is in the way; remove it, or name another path");
    }
    if (refused instanceof NotDirectoryException) {
      return mistake(path, "this is a file, not a directory; name a directory");
    }
    return known(refused);
  }

  private static String missing(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null || Files.isDirectory(parent)
        ? "no such file or directory; check the path"
        : "there is no directory " + parent + "; make it, or name another path";
  }

  private static Optional<SystemFailure> mistake(String path, String text) {
    return Optional.of(new SystemFailure(path + ": " + text, true));
  }

  /** The reason in words, after any prefix such as a file's name. */
  private static Optional<SystemFailure> known(Throwable cause) {
    String text = cause.getMessage() == null ? "" : cause.getMessage();
    return known(text, PATHS, true).or(() -> known(text, LIMITS, false));
  }

  private static Optional<SystemFailure> known(
      String text, Map<String, String> reasons, boolean mistake) {
    return reasons.entrySet().stream()
        .filter(reason -> text.contains(reason.getKey()))
        .findFirst()
        .map(
            reason -> {
              String before = text.substring(0, text.indexOf(reason.getKey()));
              String file = before.replaceFirst("^(\\w+\\.)+\\w*Exception: ", "");
              return new SystemFailure(file + reason.getValue(), mistake);
            });
  }

  private static String memory(OutOfMemoryError error) {
    String text = String.valueOf(error.getMessage());
    if (text.contains("native thread")) {
      return "the system allows no more threads; raise the limit with ulimit -u, or lower"
          + " engine.workers and engine.threads";
    }
    if (text.contains("Java heap") || text.contains("GC overhead")) {
      return "out of memory: Java's heap of "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MiB is full; give it more, for example with NASREC_JAVA_OPTS=-Xmx4g";
    }
    return "out of memory (" + text + "); free some, or lower engine.workers or the batch sizes";
  }
}
