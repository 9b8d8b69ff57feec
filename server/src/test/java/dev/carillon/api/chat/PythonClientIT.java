package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.node.NodeScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Row 38: a client of version 1 as one writes it in Python, with references of its own kind. */
@AnyNodes
class PythonClientIT {
  private static final Path SCRIPT =
      Path.of("src", "test", "resources", "dev", "carillon", "api", "chat", "client_v1.py");

  @Test
  void aPythonClientTalks() throws IOException {
    assumeTrue(NodeScript.isThere("python3"), "python3 is not installed");
    try (TestServer server = TestServer.start()) {
      ChatSetting setting = ChatSetting.in(server.chat());
      Process client =
          new ProcessBuilder(
                  "python3",
                  SCRIPT.toString(),
                  "127.0.0.1",
                  Integer.toString(server.address().getPort()),
                  server.token("user@example.com"),
                  setting.channelId())
              .redirectErrorStream(true)
              .start();
      // It gives up by itself when it hears nothing for 20 seconds.
      String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(said.lines())
          .containsExactly(
              "joined general",
              "sent temp_1",
              "heard Hello from Python",
              "reaction :thumbsup:",
              "edited Edited",
              "error can't be blank");
    }
  }
}
