package dev.carillon.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the three nodes and what they share, does what is typed, and ends it all at Ctrl-C. Should
 * this process be killed itself, its {@link Guard} ends the others.
 */
public final class ClusterDemo {
  /** All figures of a node are some milliseconds of its time. */
  private static final int LOOK_SECONDS = 3;

  private static final int NODES = 3;
  private static final int MISUSED = 2;
  private static final int KEY_BYTES = 32;
  private static final Pattern ORDER = Pattern.compile("\\s*(kill|stop|start)\\s+(\\d)\\s*");

  private final Screen screen;
  private final Path folder;
  private final Guard guard;
  private final Truth truth;
  private final List<Node> nodes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  private ClusterDemo(Options options, Screen screen) throws IOException {
    this.screen = screen;
    folder = Files.createTempDirectory("carillon-cluster-demo");
    guard = new Guard(folder);
    truth = new Truth(folder, guard);
    Map<String, String> shared =
        Map.of(
            "CARILLON_DATABASE_URL", truth.postgresUrl(),
            "PUBSUB_ADAPTER", "redis",
            "PUBSUB_REDIS_URL", truth.redisUrl(),
            "CARILLON_SIGNING_KEY", newKey());
    Node.Ways ways = new Node.Ways(options.server(), folder, shared, screen, guard);
    int first = options.firstPort();
    for (int i = 1; i <= NODES; i++) {
      nodes.add(new Node(i, first == 0 ? freePort() : first + i - 1, ways));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Runs until it is told to end; {@link Options#USAGE} has the arguments. */
  public static void main(String[] arguments) throws Exception {
    Screen screen = new Screen(System.out);
    Options options = Options.parse(arguments);
    String problem = options.problem();
    if (problem != null) {
      screen.print(problem.isEmpty() ? Options.USAGE : "carillon: " + problem + "\n");
      System.exit(problem.isEmpty() ? 0 : MISUSED);
    }
    screen.say(Screen.DEMO, "starting Redis, PostgreSQL and " + NODES + " nodes…");
    ClusterDemo demo = new ClusterDemo(options, screen);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(demo::end));
    if (!demo.start()) {
      screen.say(Screen.DEMO, "a node can't start; the reason stands above");
      System.exit(MISUSED);
    }
    demo.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
  }

  private static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /** False when a node ended instead of being ready. */
  private boolean start() throws InterruptedException {
    // The first one makes the tables and the demo's world; the others come while it joins itself.
    nodes.getFirst().start();
    if (!nodes.getFirst().awaitUp(http)) {
      return false;
    }
    nodes.forEach(Node::start);
    for (Node node : nodes) {
      if (!node.awaitReady()) {
        return false;
      }
    }
    screen.print(new Guide(nodes, truth).text());
    Leaders leaders = new Leaders(http, nodes, screen);
    var _ = watch.scheduleWithFixedDelay(() -> ask(leaders), 0, LOOK_SECONDS, TimeUnit.SECONDS);
    return true;
  }

  private static void ask(Leaders leaders) {
    try {
      leaders.ask();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is typed; when nothing more can be, goes on until it is told to end. */
  private void obey(BufferedReader typed) throws IOException, InterruptedException {
    for (String line = typed.readLine(); line != null; line = typed.readLine()) {
      Matcher order = ORDER.matcher(line);
      boolean isKnown =
          order.matches()
              && nodes.stream().anyMatch(node -> obey(order.group(1), order.group(2), node));
      if (!isKnown && !line.isBlank()) {
        screen.say(Screen.DEMO, "kill N, stop N or start N (of node N), or Ctrl-C");
      }
    }
    watch.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  private static boolean obey(String verb, String number, Node node) {
    if (!number.equals(Integer.toString(node.number()))) {
      return false;
    }
    switch (verb) {
      case "kill" -> node.kill();
      case "stop" -> node.terminate();
      default -> node.start();
    }
    return true;
  }

  /** Ends all in its order; while the JVM ends. */
  private void end() {
    try (guard) {
      screen.say(Screen.DEMO, "ending all of it…");
      watch.shutdownNow();
      nodes.forEach(Node::terminate);
      for (Node node : nodes) {
        node.awaitEnd();
      }
      truth.close();
    } catch (IOException e) {
      screen.say(Screen.DEMO, "could not end all in order: " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
