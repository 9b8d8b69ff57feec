package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Once;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * How the tests run the server as a process: what of their class path is the server's, as jars, and
 * a cache of its loaded classes, which halves what a start costs. The first test that starts one
 * after a change makes them, for all.
 */
final class ServerImage {
  private static final Path FOLDER = Path.of("target", "processes").toAbsolutePath();
  private static final Path CACHE = FOLDER.resolve("classes.aot");

  /** The class path that all of it was made of. */
  private static final Path MADE_OF = FOLDER.resolve("path");

  /** A cache fits only what was run with the same flags. */
  private static final List<String> JVM =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "@" + Path.of("..", "jvm.args").toAbsolutePath());

  private static final class Made {
    private static final List<String> COMMAND = make();
  }

  private ServerImage() {}

  /** What runs the server, but for its arguments. */
  static List<String> command() {
    return Made.COMMAND;
  }

  private static List<String> make() {
    List<Path> path =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
            .map(Path::of)
            .toList();
    return Once.in(FOLDER, () -> make(path));
  }

  private static List<String> make(List<Path> path) throws IOException {
    boolean fresh = isFresh(path);
    if (!fresh) {
      Files.deleteIfExists(MADE_OF);
    }
    List<String> jars = new ArrayList<>();
    for (Path entry : path) {
      jars.add(Files.isDirectory(entry) ? jar(entry, jars.size(), fresh) : entry.toString());
    }
    String classPath = String.join(File.pathSeparator, jars);
    if (!fresh) {
      train(command("-XX:AOTCacheOutput=" + CACHE, classPath));
      Files.writeString(MADE_OF, path.toString());
    }
    return command("-XX:AOTCache=" + CACHE, classPath);
  }

  /** Whether all is of this class path, and nothing was compiled since the cache was made. */
  private static boolean isFresh(List<Path> path) throws IOException {
    if (!Files.exists(MADE_OF) || !Files.readString(MADE_OF).equals(path.toString())) {
      return false;
    }
    long made = CACHE.toFile().lastModified();
    for (Path entry : path) {
      try (Stream<Path> files = Files.walk(entry)) {
        if (files.anyMatch(file -> file.toFile().lastModified() > made)) {
          return false;
        }
      }
    }
    return true;
  }

  /** A cache is of no use to classes in folders. */
  private static String jar(Path classes, int number, boolean fresh) {
    String file = FOLDER.resolve(number + ".jar").toString();
    if (!fresh) {
      int code =
          ToolProvider.findFirst("jar")
              .orElseThrow()
              .run(
                  System.out,
                  System.err,
                  "--create",
                  "--no-compress",
                  "--file=" + file,
                  "-C",
                  classes.toString(),
                  ".");
      assertThat(code).isZero();
    }
    return file;
  }

  private static List<String> command(String cache, String classPath) {
    List<String> command = new ArrayList<>(JVM);
    command.addAll(
        List.of(cache, "-Xlog:aot=off", "-Xlog:cds=off", "-cp", classPath, Main.class.getName()));
    return List.copyOf(command);
  }

  /** Starts the demo and ends it: at its end it writes the cache. */
  private static void train(List<String> command) throws IOException {
    Path folder = Files.createTempDirectory("carillon");
    List<String> demo = new ArrayList<>(command);
    demo.addAll(List.of("demo", "--port", "0", "--data", folder.resolve("data").toString()));
    try (ServerProcess server = ServerProcess.run(demo, folder, Map.of())) {
      int _ = server.awaitReady();
      server.terminate();
      assertThat(server.awaitExit()).as("%s", server.errors()).isZero();
    }
    TestServer.delete(folder);
  }
}
