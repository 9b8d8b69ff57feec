package dev.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program of the tests' class path in a process of its own and kills it with signal 9. */
public final class KilledProcess {
  private KilledProcess() {}

  /**
   * Kills the program when it has printed so many lines.
   *
   * @param errors takes what it writes to standard error
   * @return the lines that it printed before and while it was killed, whole ones only
   */
  public static List<String> run(Class<?> program, Path errors, int linesBefore, String... args)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(program, args)).redirectError(errors.toFile()).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      readLines(reader, lines, linesBefore);
      // By its handle: Process.destroyForcibly() would close the stream we still read.
      process.toHandle().destroyForcibly();
      readLines(reader, lines, Integer.MAX_VALUE);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(lines).as("%s", Files.readString(errors)).hasSizeGreaterThanOrEqualTo(linesBefore);
    lines.removeLast();
    return lines;
  }

  private static List<String> command(Class<?> program, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(args));
    return command;
  }

  private static void readLines(BufferedReader reader, List<String> lines, int upTo)
      throws IOException {
    String line = "";
    while (lines.size() < upTo && line != null) {
      line = reader.readLine();
      if (line != null) {
        lines.add(line);
      }
    }
  }
}
