package dev.carillon.testkit.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Python package {@code websocket-client}, which the documents' Python classes import. */
public final class PythonWebSocket {
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

  /** Brings it into a folder; false: pip is not there, or can't. */
  public static boolean install(Path folder) throws IOException {
    return NodeScript.exitCode(INSTALL, folder) == 0;
  }
}
