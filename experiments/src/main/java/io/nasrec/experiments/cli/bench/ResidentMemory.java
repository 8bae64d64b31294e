package io.nasrec.experiments.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process's resident memory, as counted by Linux. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private ResidentMemory() {}

  /** Resident bytes; -1 if the system does not provide this. */
  static long bytes() {
    try {
      Matcher matcher = Files.exists(STATUS) ? RESIDENT.matcher(Files.readString(STATUS)) : null;
      return matcher != null && matcher.find() ? 1024 * Long.parseLong(matcher.group(1)) : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
