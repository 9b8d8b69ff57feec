package dev.carillon.nodes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param firstPort of the first node; the others have the next ones; 0: any free ones
 * @param server the command that runs a server; its arguments follow
 * @param problem what is wrong with the rest; null: nothing
 */
record Options(int firstPort, List<String> server, @Nullable String problem) {
  static final String USAGE =
      """
      Usage: carillon cluster-demo [--port N]
      Starts three nodes of the demo on this machine, with a Redis and a PostgreSQL of their own.
        --port N   the first node's port; the others have the next ones (default 3001)
        --help     this text
      """;

  private static final int USUAL_PORT = 3_001;
  private static final int LAST_PORT = 65_533;

  Options {
    server = List.copyOf(server);
  }

  /** The options stand before {@code --}, the command after it. */
  static Options parse(String... arguments) {
    List<String> all = List.of(arguments);
    int end = all.indexOf("--");
    if (end < 0) {
      return bad("the command of a server is missing: run ./carillon cluster-demo");
    }
    List<String> own = all.subList(0, end);
    List<String> server = all.subList(end + 1, all.size());
    if (own.isEmpty()) {
      return new Options(USUAL_PORT, server, null);
    }
    if (own.size() == 2 && own.getFirst().equals("--port")) {
      return withPort(own.getLast(), server);
    }
    return bad(own.contains("--help") || own.contains("-h") ? "" : "unknown: " + own.getFirst());
  }

  private static Options withPort(String text, List<String> server) {
    boolean isNumber = text.matches("\\d{1,5}");
    int port = isNumber ? Integer.parseInt(text) : 0;
    return isNumber && port <= LAST_PORT
        ? new Options(port, server, null)
        : bad("--port: " + text + " (expected: 0.." + LAST_PORT + ")");
  }

  private static Options bad(String problem) {
    return new Options(0, List.of(), problem);
  }
}
