package dev.carillon.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One node: a process that can be killed and started again. Any thread. */
final class Node {
  /** What it says first: that it is ready, or what it lacks still. */
  private static final Pattern READY = Pattern.compile("Carillon \\S+ (is .*): http\\S+");

  private static final String KILL = "KILL";
  private static final int OK = 200;
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 200;

  /** Longer than a server takes that drains. */
  private static final int STOP_SECONDS = 15;

  private final int number;
  private final int port;
  private final Ways ways;
  private @Nullable Life life;

  /**
   * What the nodes have in common.
   *
   * @param command runs a server; its arguments follow
   * @param folder what they keep is in it
   * @param environment the settings that they share
   */
  record Ways(
      List<String> command,
      Path folder,
      Map<String, String> environment,
      Screen screen,
      Guard guard) {}

  /** From a start to its end. */
  private record Life(Process process, CountDownLatch settled) {}

  Node(int number, int port, Ways ways) {
    this.number = number;
    this.port = port;
    this.ways = ways;
  }

  int number() {
    return number;
  }

  String name() {
    return "node" + number;
  }

  String url() {
    return "http://localhost:" + port;
  }

  /** Its process, while there is one. */
  synchronized Optional<Process> process() {
    return Optional.ofNullable(life).map(Life::process).filter(Process::isAlive);
  }

  /** Starts it, unless it runs; what it says is shown. */
  synchronized void start() {
    if (process().isPresent()) {
      return;
    }
    List<String> command = new ArrayList<>(Sessions.own(ways.command()));
    command.addAll(List.of("demo", "--port", Integer.toString(port), "--data", name()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(ways.folder().toFile());
    builder.environment().putAll(ways.environment());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      ways.guard().ends(process.pid(), KILL);
      Life begun = new Life(process, new CountDownLatch(1));
      life = begun;
      Thread.ofVirtual().start(() -> copy(process.errorReader(StandardCharsets.UTF_8)));
      Thread.ofVirtual().start(() -> awaitReady(begun));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is ready; false when it ended before that. */
  boolean awaitReady() throws InterruptedException {
    Life current = begun();
    if (current == null) {
      return false;
    }
    current.settled().await();
    return current.process().isAlive();
  }

  private synchronized @Nullable Life begun() {
    return life;
  }

  /** Waits until it answers, which it does before it is ready; false when it ended before that. */
  boolean awaitUp(HttpClient http) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/health/live")).timeout(LIMIT).build();
    Life current = begun();
    while (current != null && current.process().isAlive()) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK) {
          return true;
        }
      } catch (IOException _) {
        // Nobody listens there yet.
      }
      boolean _ = current.settled().await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  /** Of what it prints only that it is ready matters here: the demo says the rest. */
  private void awaitReady(Life life) {
    try (BufferedReader out = life.process().inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher ready = READY.matcher(line);
        if (ready.matches()) {
          ways.screen()
              .say(
                  name(),
                  "%s: %s (process %d)".formatted(ready.group(1), url(), life.process().pid()));
          life.settled().countDown();
        }
      }
    } catch (IOException _) {
      // As its end.
    }
    int code = life.process().onExit().join().exitValue();
    ways.guard().forget(life.process().pid());
    ways.screen().say(name(), "has ended with " + code);
    life.settled().countDown();
  }

  private void copy(BufferedReader lines) {
    try (lines) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ways.screen().say(name(), line);
      }
    } catch (IOException _) {
      // It has ended.
    }
  }

  /** As kill -9. */
  void kill() {
    process().map(Process::toHandle).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Asks it to end in its order; it takes some seconds. */
  void terminate() {
    process().map(Process::toHandle).ifPresent(ProcessHandle::destroy);
  }

  /** Waits for its end, and kills it when that takes too long. */
  void awaitEnd() throws InterruptedException {
    Optional<Process> running = process();
    if (running.isPresent() && !running.get().waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
