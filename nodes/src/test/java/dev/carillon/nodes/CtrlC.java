package dev.carillon.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a process that we start hears Ctrl-C. It does as we do: whatever a script runs in the
 * background ignores it, and its children, and a JVM that began so goes on so.
 */
final class CtrlC {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String IGNORED = "SigIgn:";
  private static final int SIGINT = 2;

  private CtrlC() {}

  /** What runs a command that hears it, whoever runs us. */
  static List<String> heard() throws IOException {
    return isIgnored() ? List.of("env", "--default-signal=INT") : List.of();
  }

  /** What runs a command as a script does in the background. */
  static List<String> ignored() {
    return List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");
  }

  /** Where the system does not tell, nobody ignores it. */
  private static boolean isIgnored() throws IOException {
    if (!Files.exists(STATUS)) {
      return false;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(IGNORED))
        .map(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
        .anyMatch(signals -> (signals >> (SIGINT - 1) & 1) == 1);
  }
}
