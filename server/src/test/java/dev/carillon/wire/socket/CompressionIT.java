package dev.carillon.wire.socket;

import static dev.carillon.testkit.ws.ClientFrame.CONTINUATION;
import static dev.carillon.testkit.ws.ClientFrame.RSV1;
import static dev.carillon.testkit.ws.ClientFrame.TEXT;
import static dev.carillon.testkit.ws.ClientFrame.deflated;
import static dev.carillon.testkit.ws.ClientFrame.frame;
import static dev.carillon.testkit.ws.ClientFrame.ping;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.ClientFrame;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.testkit.ws.ServerFrame;
import dev.carillon.wire.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692 over a socket. */
class CompressionIT {
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
  private static final String ANSWER =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
  private static final String LONG = "hello hello hello hello ".repeat(20);

  private EchoServer server = EchoServer.on(Transport.named(Transport.AUTO));

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "; client_max_window_bits",
        "; client_max_window_bits=8",
        "; client_max_window_bits=15",
        "; client_no_context_takeover",
        "; server_no_context_takeover",
        "; server_no_context_takeover; client_no_context_takeover; client_max_window_bits",
        "; server_max_window_bits=15",
        "; server_max_window_bits=10, permessage-deflate"
      })
  void everyParameterThatIsAgreedToWorks(String parameters) {
    try (RawWebSocket client = server.open(OFFER + parameters)) {
      assertThat(client.responseHeader("Sec-WebSocket-Extensions").orElseThrow())
          .startsWith(ANSWER);
      for (int i = 0; i < 3; i++) {
        client.send(deflated(LONG));
        ServerFrame echo = client.next();
        assertThat(echo.text()).isEqualTo(LONG);
        assertThat(echo.isCompressed()).isTrue();
        assertThat(echo.payload()).hasSizeLessThan(40);
      }
      assertThat(server.webSockets().count(WebSocketCount.OPENED_WITH_DEFLATE)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "; server_max_window_bits=10", "; server_max_window_bits", "; client_max_window_bits=7",
        "; client_max_window_bits=16", "; server_no_context_takeover=1", "; unknown",
        "; client_no_context_takeover; client_no_context_takeover"
      })
  void whatIsNotAgreedToGoesOnUncompressed(String parameters) {
    try (RawWebSocket client = server.open(OFFER + parameters)) {
      assertThat(client.responseHeader("Sec-WebSocket-Extensions")).isEmpty();
      client.send(LONG);
      ServerFrame echo = client.next();
      assertThat(echo.isCompressed()).isFalse();
      assertThat(echo.text()).isEqualTo(LONG);
      client.send(deflated(LONG));
      assertThat(client.readToEnd()).containsExactly("close 1002 reserved bit set");
    }
  }

  @Test
  void aClientMayLeaveMessagesUncompressed() {
    try (RawWebSocket client = server.open(OFFER)) {
      client.send(LONG);
      assertThat(client.next().isCompressed()).isTrue();
      client.send("short");
      ServerFrame echo = client.next();
      assertThat(echo.isCompressed()).isFalse();
      assertThat(echo.text()).isEqualTo("short");
    }
  }

  @Test
  void aCompressedMessageMayBeFragmentedAnywhere() {
    byte[] packed = ClientFrame.deflate("h\u00e9llo".getBytes(UTF_8));
    try (RawWebSocket client = server.open(OFFER)) {
      for (int cut = 0; cut <= packed.length; cut++) {
        client.send(
            frame(TEXT, Arrays.copyOf(packed, cut)).unfinished().reserved(RSV1),
            ping("p"),
            frame(CONTINUATION, Arrays.copyOfRange(packed, cut, packed.length)));

        assertThat(client.next()).hasToString("pong p");
        assertThat(client.nextText()).isEqualTo("h\u00e9llo");
      }
    }
  }

  @Test
  void aMessageMayInflateToTheLimitAndNotBeyond() {
    int limit = WebSocketSettings.DEFAULTS.maxMessageBytes();
    byte[] noise = new byte[limit + 1];
    new SplittableRandom(3).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) ('a' + (noise[i] & 15));
    }
    try (RawWebSocket client = server.open(OFFER)) {
      client.send(deflated(new String(noise, 0, limit, UTF_8)));
      assertThat(client.nextText()).hasSize(limit);
      client.send(deflated(new String(noise, UTF_8)));
      assertThat(client.readToEnd()).containsExactly("close 1009 message too big");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {70_000, 1_000_000, 20_000_000})
  void aBombIsNotInflated(int bytes) {
    try (RawWebSocket client = server.open(OFFER)) {
      client.send(deflated("a".repeat(bytes)));

      assertThat(client.readToEnd()).containsExactly("close 1009 message too big");
    }
  }

  @Test
  void brokenContentsEndWith1007() {
    assertEndsWith("close 1007 message does not inflate", new byte[] {7, 1, 2, 3});
    assertEndsWith("close 1007 text is not valid UTF-8", ClientFrame.deflate(new byte[] {-1}));
    assertEndsWith("close 1007 text is not valid UTF-8", ClientFrame.deflate(new byte[] {-61}));
  }

  @Test
  void aServerMayBeSetNotToCompress() {
    server.close();
    WebSocketSettings plain =
        new WebSocketSettings(
            1 << 20,
            0,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));
    server = EchoServer.on(Transport.NIO, plain);

    try (RawWebSocket client = server.open(OFFER)) {
      assertThat(client.responseHeader("Sec-WebSocket-Extensions")).isEmpty();
    }
  }

  private void assertEndsWith(String close, byte[] payload) {
    try (RawWebSocket client = server.open(OFFER)) {
      client.send(frame(TEXT, payload).reserved(RSV1));

      assertThat(client.readToEnd()).containsExactly(close);
    }
  }
}
