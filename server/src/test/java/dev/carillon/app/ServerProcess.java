package dev.carillon.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server as a process of its own: {@code Main} in a second JVM. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("Carillon .* is (?:ready|up, but not ready yet .*): http://localhost:(\\d+)");
  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final Path errors;

  private ServerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /**
   * Starts it; {@code folder} takes what it writes to standard error.
   *
   * @param environment in addition to a path and a home; unless it says otherwise a demo has no
   *     simulated markets
   */
  static ServerProcess start(Path folder, Map<String, String> environment, String... arguments) {
    return start(List.of(), folder, environment, arguments);
  }

  /** As above, run by another command, which must become it. */
  static ServerProcess start(
      List<String> by, Path folder, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(by);
    command.addAll(ServerImage.command());
    command.addAll(List.of(arguments));
    return run(command, folder, environment);
  }

  /** As above, all of the command given. */
  static ServerProcess run(List<String> command, Path folder, Map<String, String> environment) {
    try {
      Path errors = Files.createTempFile(folder, "process", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().keySet().removeIf(name -> name.matches("(CARILLON|WEBSOCKET)_.*"));
      builder.environment().put("CARILLON_DEMO_MARKETS", "false");
      builder.environment().put("CARILLON_JOURNAL_SEGMENT", "1m");
      builder.environment().put("CARILLON_WARM_UP", "0");
      builder.environment().putAll(environment);
      return new ServerProcess(builder.redirectError(errors.toFile()).start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the line that says it is ready, or that this takes long; gives the port in it. */
  int awaitReady() {
    List<String> lines = new ArrayList<>();
    try {
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        Matcher ready = READY.matcher(line);
        if (ready.matches()) {
          return Integer.parseInt(ready.group(1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("not ready: " + lines + errors());
  }

  /** SIGTERM. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** SIGSTOP: it stands still, its connections stay. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int _ =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .start()
              .onExit()
              .join()
              .exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end; fails when it takes longer than {@code limit}. */
  int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("runs after " + limit + ": " + errors());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for its end, however long a start may take. */
  int awaitExit() {
    return awaitExit(Duration.ofSeconds(LIMIT_SECONDS));
  }

  /** What it wrote to standard error. */
  List<String> errors() {
    try {
      return Files.readAllLines(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    int _ = awaitExit();
  }
}
