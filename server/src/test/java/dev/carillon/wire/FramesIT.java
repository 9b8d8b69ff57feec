package dev.carillon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.ClientFrame;
import dev.carillon.testkit.ws.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramesIT {
  private EchoServer server = EchoServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void textIsEchoed() {
    try (RawWebSocket client = RawWebSocket.open(server.port(), "/")) {
      client.send("hello");
      assertThat(client.nextText()).isEqualTo("hello");
      client.send(ClientFrame.close(1000, "bye"));
      assertThat(client.readToEnd()).containsExactly("close 1000");
    }
  }
}
