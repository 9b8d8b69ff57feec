package dev.carillon.api.chat;

import dev.carillon.testkit.node.NodeScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Scripts with the unmodified npm client. */
final class NpmClient {
  static final String NEWEST = "1.8.16";

  private static final Path CLIENTS = Path.of("src", "test", "resources", "phoenix");
  private static final Path SCRIPTS =
      Path.of("src", "test", "resources", "dev", "carillon", "api", "chat");

  /** Of this process alone: classes that run in another one write the same files. */
  private static final Path FOLDER =
      Path.of("target", "chat-clients", Long.toString(ProcessHandle.current().pid()));

  private NpmClient() {}

  /** The resource {@code name.mjs} of this package. */
  static String script(String name) throws IOException {
    return Files.readString(SCRIPTS.resolve(name + ".mjs"));
  }

  /** Starts a script that imports {@code ./PHOENIX.mjs}. */
  static NodeScript start(String version, String name, String script) throws IOException {
    String client = "phoenix-" + version;
    Files.createDirectories(FOLDER);
    for (String file : new String[] {client + ".mjs", "browser.mjs"}) {
      Files.copy(CLIENTS.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    return NodeScript.start(
        FOLDER,
        name + "-" + version + ".mjs",
        "import \"./browser.mjs\";\n" + script.replace("PHOENIX", client),
        "--experimental-websocket");
  }
}
