package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.gate.Gate;
import dev.carillon.wire.Endpoint;
import dev.carillon.wire.Transport;
import dev.carillon.wire.WireException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenIT {

  @ParameterizedTest
  @EnumSource(Transport.class)
  void everyTransportServesTheSame(Transport transport) {
    Assumptions.assumeTrue(transport.isAvailable(), transport.word());
    try (TestServer server = new TestServer(ServerSettings.DEFAULT, Gate.open(), transport, false);
        HttpClientSocket client = server.client()) {
      client.request("POST", "/things", "Content-Length: 100000").send("a".repeat(100_000));
      assertThat(client.answer().body()).isEqualTo("100000");
      for (int i = 0; i < 200; i++) {
        client.get("/things/" + i);
      }
      for (int i = 0; i < 200; i++) {
        assertThat(client.answer().body()).isEqualTo("" + i);
      }
    }
  }

  @Test
  void everyPortServesTheSame() {
    try (TestServer server = new TestServer()) {
      InetSocketAddress second = server.server.listen(new Endpoint("127.0.0.1", 0, false));

      assertThat(second.getPort()).isPositive().isNotEqualTo(server.address.getPort());
      assertThat(server.server.addresses()).containsExactly(server.address, second);
      try (HttpClientSocket client = HttpClientSocket.connect(second)) {
        assertThat(client.ask("GET", "/things/1").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aTakenPortIsNamed() {
    try (TestServer server = new TestServer()) {
      Endpoint taken = new Endpoint("127.0.0.1", server.address.getPort(), false);

      assertThatThrownBy(() -> server.server.listen(taken))
          .isInstanceOf(WireException.class)
          .hasMessageContaining("127.0.0.1:" + server.address.getPort());
    }
  }

  @Test
  void anUnknownHostIsNamed() {
    try (TestServer server = new TestServer()) {
      assertThatThrownBy(() -> server.server.listen(new Endpoint("nowhere.invalid", 0, false)))
          .isInstanceOf(WireException.class)
          .hasMessageContaining("nowhere.invalid:0");
    }
  }

  @Test
  void aTransportIsChosenByName() {
    assertThat(Transport.named("nio")).isEqualTo(Transport.NIO);
    assertThat(Transport.named("auto").isAvailable()).isTrue();
    assertThatThrownBy(() -> Transport.named("tcp"))
        .hasMessage("transport: tcp (expected: auto, io_uring, epoll or nio)");
  }
}
