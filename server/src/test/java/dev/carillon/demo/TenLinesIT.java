package dev.carillon.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.node.NodeScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ten lines that the README, the document and the landing page show: with the npm client as it
 * is, with Node's own WebSocket in place of the package {@code ws}, and with the address of this
 * server.
 */
@AnyNodes
class TenLinesIT {
  private static final String CLIENT = "phoenix-1.8.16.mjs";
  private static final Path FOLDER = Path.of("target", "ten-lines");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/api/chat.md", "index.html"})
  void johnSendsAndJaneReceives(String where) throws IOException {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    Files.createDirectories(FOLDER);
    Files.copy(
        Path.of("src", "test", "resources", "phoenix", CLIENT),
        FOLDER.resolve(CLIENT),
        StandardCopyOption.REPLACE_EXISTING);
    try (TestServer server = TestServer.start()) {
      String script =
          script(where)
              .replace("\"phoenix\"", "\"./" + CLIENT + "\"")
              .replace("import WebSocket from \"ws\";", "")
              .replace("http://localhost:3000", server.url())
              .replace("ws://localhost:3000", server.webSocketUrl(""));
      String name = where.replaceAll("[^a-z]", "") + ".mjs";
      try (NodeScript client = NodeScript.start(FOLDER, name, script, "--experimental-websocket")) {
        client.awaitLine("John Doe: Hello Jane!");
        assertThat(script.lines().filter(line -> !line.isBlank())).hasSizeLessThan(13);
      }
    }
  }

  /** From the import of the client to the line that sends. */
  private static String script(String where) throws IOException {
    Path file =
        where.endsWith(".html")
            ? Path.of("src/main/resources/dev/carillon/console").resolve(where)
            : Path.of("..").resolve(where);
    List<String> lines = Files.readAllLines(file);
    return lines.stream()
        .dropWhile(line -> !line.contains("import { Socket }"))
        .takeWhile(line -> !line.contains("```") && !line.startsWith("The same"))
        .map(line -> line.replaceAll("</?(pre|code)[^>]*>", "").replace("&gt;", ">"))
        .takeWhile(line -> !line.contains("</article>"))
        .collect(Collectors.joining("\n"));
  }
}
