package dev.carillon.testkit.node;

import dev.carillon.testkit.Once;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Python package {@code websocket-client}, which the documents' Python classes import. */
public final class PythonWebSocket {
  /** Where Python looks for it. */
  static final Path FOLDER = Path.of("target", "python");

  private static final List<String> INSTALL =
      List.of(
          "python3",
          "-m",
          "pip",
          "install",
          "--quiet",
          "--no-deps",
          "--target",
          ".",
          "websocket-client>=1.6,<2");

  private PythonWebSocket() {}

  /** Brings it where Python looks for it; false: pip is not there, or can't. */
  public static boolean install() {
    return Once.in(FOLDER, PythonWebSocket::installNow);
  }

  private static boolean installNow() throws IOException {
    Path installed = FOLDER.resolve("installed");
    if (Files.exists(installed)) {
      return true;
    }
    boolean done = NodeScript.exitCode(INSTALL, FOLDER) == 0;
    if (done) {
      Files.createFile(installed);
    }
    return done;
  }
}
