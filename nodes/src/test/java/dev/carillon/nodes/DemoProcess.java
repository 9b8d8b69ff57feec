package dev.carillon.nodes;

import dev.carillon.testkit.Await;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code ./carillon cluster-demo} as a process of its own, what it prints, and what is typed. */
final class DemoProcess implements AutoCloseable {
  /** Three servers start, and what they share, on a machine that does other things. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Pattern NODE =
      Pattern.compile(" +(node\\d) +http://localhost:(\\d+) +process (\\d+)");

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /**
   * Starts it in a folder, which takes the temporary files of all processes.
   *
   * @param by what runs its command, and becomes it
   */
  DemoProcess(Path folder, List<String> by) {
    List<String> command = new ArrayList<>(by);
    command.addAll(java(folder, "-Xmx256m", ClusterDemo.class.getName()));
    command.addAll(List.of("--port", "0", "--"));
    command.addAll(java(folder, "-Xmx256m", "dev.carillon.app.Main"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "CARILLON_DEMO_MARKETS", "false",
                "CARILLON_DEMO_TICKS", "false",
                "CARILLON_DRAIN_WINDOW", "0",
                "CARILLON_WARM_UP", "0"));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::read);
  }

  private static List<String> java(Path folder, String heap, String main) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            heap,
            "-Djava.io.tmpdir=" + folder,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(),
            main));
  }

  /** Each has one way to log, where it runs by its jar; here both are there. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("slf4j-nop"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException _) {
      // It is gone.
    }
  }

  /** Waits for a line, and gives the first there was. */
  String await(Predicate<String> wanted) {
    try {
      Await.until(() -> !process.isAlive() || lines.stream().anyMatch(wanted), LIMIT);
    } catch (AssertionError e) {
      throw new AssertionError("not among " + lines, e);
    }
    return lines.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new AssertionError("ended after " + lines));
  }

  void type(String text) throws IOException {
    process.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** The ports of its nodes, as it prints them. */
  List<Integer> ports() {
    return nodes().map(node -> Integer.parseInt(node.group(2))).toList();
  }

  /** The processes of its nodes, as it prints them. */
  List<ProcessHandle> nodeProcesses() {
    return nodes().map(node -> Long.parseLong(node.group(3))).map(DemoProcess::handle).toList();
  }

  private Stream<Matcher> nodes() {
    return lines.stream().map(NODE::matcher).filter(Matcher::matches);
  }

  private static ProcessHandle handle(long pid) {
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** What it has started: three servers, Redis and the guard, and PostgreSQL, which left it. */
  List<ProcessHandle> all(Path folder) throws IOException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(handle(postmaster(folder)));
    return all;
  }

  private static long postmaster(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path file = files.filter(path -> path.endsWith("postmaster.pid")).findFirst().orElseThrow();
      return Long.parseLong(Files.readAllLines(file).getFirst());
    }
  }

  /** As Ctrl-C does. */
  void interrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().onExit().join();
  }

  /** SIGTERM. */
  void terminate() {
    process.toHandle().destroy();
  }

  void awaitEnd() {
    Await.until(() -> !process.isAlive(), LIMIT);
  }

  /** As kill -9. */
  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    awaitEnd();
  }
}
