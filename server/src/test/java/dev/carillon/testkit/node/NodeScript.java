package dev.carillon.testkit.node;

import dev.carillon.testkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A script that Node.js or Python runs, and what it prints. */
public final class NodeScript implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private NodeScript(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Whether a program can be run here. */
  public static boolean isThere(String program) {
    try {
      return exitCode(List.of(program, "--version"), Path.of("")) == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /** Runs a program to its end; minus one when that takes longer than two minutes. */
  public static int exitCode(List<String> command, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor(2, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return -1;
  }

  /** Starts {@code script} as a module in {@code folder}. */
  public static NodeScript start(Path folder, String name, String script, String... options) {
    List<String> interpreter = new ArrayList<>(List.of("node"));
    interpreter.addAll(List.of(options));
    return run(interpreter, folder, name, script);
  }

  /** Starts {@code script} with Python in {@code folder}; see {@link PythonWebSocket}. */
  public static NodeScript python(Path folder, String name, String script) {
    return run(List.of("python3", "-u"), folder, name, script);
  }

  private static NodeScript run(List<String> interpreter, Path folder, String name, String script) {
    try {
      Path file = Files.writeString(folder.resolve(name), script);
      List<String> command = new ArrayList<>(interpreter);
      command.add(file.getFileName().toString());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectErrorStream(true);
      builder.environment().put("PYTHONPATH", PythonWebSocket.FOLDER.toAbsolutePath().toString());
      return new NodeScript(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a line that begins with {@code start} was printed. */
  public void awaitLine(String start) {
    try {
      Await.until(() -> lines.stream().anyMatch(line -> line.startsWith(start)), LIMIT);
    } catch (AssertionError e) {
      throw new AssertionError("no line with " + start + " in " + lines, e);
    }
  }

  /** What it has printed. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException _) {
      lines.add("(its output ended)");
    }
  }
}
