package dev.carillon.nodes;

import java.util.List;
import java.util.stream.Collectors;

/** What is printed when all is there: where, who, and what to try. */
final class Guide {
  private final List<Node> nodes;
  private final Truth truth;

  Guide(List<Node> nodes, Truth truth) {
    this.nodes = nodes;
    this.truth = truth;
  }

  String text() {
    String addresses =
        nodes.stream()
            .map(node -> "  %s   %s   process %d%n".formatted(node.name(), node.url(), pid(node)))
            .collect(Collectors.joining());
    return """

    Three nodes that behave as one; any client may be on any of them.
    %s  Redis   %s
    Postgres %s
    Who may log in, on this machine only: user@example.com, jane@example.com, admin@example.com, all with password123.

    Listen on the second node:
      npx -y wscat -c %s/ws
        > {"type":"auth","token":"your-jwt-token"}
        > {"type":"subscribe","topic":"messages.**"}
    and write on the third:
      curl -s %s/api/messages -H 'Authorization: Bearer your-jwt-token' \\
        -H 'Content-Type: application/json' -d '{"channelId":"general","content":"Hello"}'

    Kill a node: kill -9 %d, or type: kill 1. Its clients come back on another one, and nothing that was acknowledged is lost.
    Type: start 1 to start it again, stop 1 to drain and end it. Ctrl-C ends all. More to try: README.md.

    """
        .formatted(
            addresses,
            truth.redisUrl(),
            truth.postgresUrl(),
            nodes.get(1).url().replaceFirst("^http", "ws"),
            nodes.get(2).url(),
            pid(nodes.getFirst()));
  }

  private static long pid(Node node) {
    return node.process().map(Process::pid).orElse(0L);
  }
}
