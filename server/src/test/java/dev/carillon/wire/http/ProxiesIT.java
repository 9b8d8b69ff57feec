package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.gate.Gate;
import dev.carillon.gate.TrustedProxies;
import dev.carillon.wire.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxiesIT {
  private static final ServerSettings TRUSTING =
      ServerSettings.DEFAULT.withProxies(TrustedProxies.of(List.of("127.0.0.0/8", "10.0.0.0/8")));

  @Test
  void aTrustedProxySaysWhoTheClientIs() {
    try (TestServer server = new TestServer(TRUSTING);
        HttpClientSocket client = server.client()) {
      String body =
          client
              .ask(
                  "GET",
                  "/whoami",
                  "X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.2.3",
                  "X-Forwarded-Proto: https",
                  "X-Forwarded-Host: app.example.com")
              .body();

      assertThat(body).isEqualTo("203.0.113.9 secure app.example.com");
    }
  }

  @Test
  void anybodyElseDoesNot() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      String body =
          client
              .ask(
                  "GET",
                  "/whoami",
                  "X-Forwarded-For: 203.0.113.9",
                  "X-Forwarded-Proto: https",
                  "X-Forwarded-Host: app.example.com")
              .body();

      assertThat(body).isEqualTo("127.0.0.1 plain localhost");
    }
  }

  @Test
  void theProxyProtocolIsReadInBothVersions() {
    try (TestServer server = proxied()) {
      try (HttpClientSocket first = server.client()) {
        first.send("PROXY TCP4 203.0.113.7 127.0.0.1 5000 80\r\n");
        assertThat(first.ask("GET", "/whoami").body()).startsWith("203.0.113.7 ");
        assertThat(first.ask("GET", "/whoami").body()).startsWith("203.0.113.7 ");
      }
      try (HttpClientSocket second = server.client()) {
        second.send(version2("2001:db8::7"));
        assertThat(second.ask("GET", "/whoami").body()).startsWith("2001:db8::7 ");
      }
      try (HttpClientSocket third = server.client()) {
        third.send("PROXY TCP6 ::ffff:203.0.113.8 ::1 5000 80\r\n");
        assertThat(third.ask("GET", "/whoami").body()).startsWith("203.0.113.8 ");
      }
    }
  }

  @Test
  void whereTheProxyProtocolIsSpokenItMustBe() {
    try (TestServer server = proxied();
        HttpClientSocket client = server.client()) {
      client.get("/whoami", "X: " + "a".repeat(200));

      assertThat(client.isClosedSilently()).isTrue();
    }
  }

  private static TestServer proxied() {
    return new TestServer(ServerSettings.DEFAULT, Gate.open(), Transport.NIO, true);
  }

  /** The binary header of the PROXY protocol's version 2, for TCP over IPv6. */
  private static byte[] version2(String source) {
    byte[] address = java.net.InetAddress.ofLiteral(source).getAddress();
    return ByteBuffer.allocate(52)
        .put("\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 0x21)
        .put((byte) 0x21)
        .putShort((short) 36)
        .put(address)
        .put(new byte[16])
        .putShort((short) 5_000)
        .putShort((short) 80)
        .array();
  }
}
