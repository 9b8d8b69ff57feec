package dev.carillon.wire.socket;

import static dev.carillon.testkit.ws.ClientFrame.binary;
import static dev.carillon.testkit.ws.ClientFrame.close;
import static dev.carillon.testkit.ws.ClientFrame.continuation;
import static dev.carillon.testkit.ws.ClientFrame.frame;
import static dev.carillon.testkit.ws.ClientFrame.join;
import static dev.carillon.testkit.ws.ClientFrame.ping;
import static dev.carillon.testkit.ws.ClientFrame.pong;
import static dev.carillon.testkit.ws.ClientFrame.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.CloseReason;
import dev.carillon.testkit.ws.ClientFrame;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.wire.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 6455 sections 5 and 8 over a socket. */
@ParameterizedClass
@EnumSource(Transport.class)
class FramesIT {
  private static final int LIMIT = WebSocketSettings.DEFAULTS.maxMessageBytes();

  private final EchoServer server;

  FramesIT(Transport transport) {
    server = EchoServer.on(transport);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void messagesOfEveryLengthAreEchoed() {
    try (RawWebSocket client = server.open()) {
      for (int length : new int[] {0, 1, 125, 126, 127, 128, 65_535, 65_536, 65_537, LIMIT}) {
        String message = "x".repeat(length);
        client.send(message);

        assertThat(client.nextText()).isEqualTo(message);
      }
      client.send(frame(ClientFrame.BINARY, new byte[70_000]));
      assertThat(client.nextText()).isEqualTo("70000 bytes");
    }
  }

  @Test
  void whatBreaksTheFramingEndsWith1002() {
    for (int bits = 0x10; bits <= 0x70; bits += 0x10) {
      assertEndsWith(1002, text("a").reserved(bits).bytes());
      assertEndsWith(1002, ping("a").reserved(bits).bytes());
      assertEndsWith(1002, join(text("a").unfinished(), continuation("b").reserved(bits)));
    }
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      assertEndsWith(1002, frame(opcode, new byte[0]).bytes());
      assertEndsWith(1002, frame(opcode, new byte[5]).bytes());
    }
    assertEndsWith(1002, text("a").unmasked().bytes());
    assertEndsWith(1002, text("").unmasked().bytes());
    assertEndsWith(1002, close(1000, "").unmasked().bytes());
    assertEndsWith(1002, text("x".repeat(125)).lengthIn(2).bytes());
    assertEndsWith(1002, text("x".repeat(65_535)).lengthIn(8).bytes());
    assertEndsWith(1002, binary().lengthIn(8).header(Long.MIN_VALUE));
  }

  @Test
  void whatBreaksTheRulesOfControlFramesEndsWith1002() {
    for (int opcode : new int[] {ClientFrame.CLOSE, ClientFrame.PING, ClientFrame.PONG}) {
      assertEndsWith(1002, frame(opcode, new byte[126]).bytes());
      assertEndsWith(1002, frame(opcode, new byte[65_536]).bytes());
      assertEndsWith(1002, frame(opcode, new byte[2]).unfinished().bytes());
    }
    assertEndsWith(1002, join(ping("a").unfinished(), continuation("b")));
  }

  @Test
  void fragmentsOutOfOrderEndWith1002() {
    assertEndsWith(1002, continuation("a").bytes());
    assertEndsWith(1002, continuation("a").unfinished().bytes());
    assertEndsWith(1002, join(text("a").unfinished(), text("b")));
    assertEndsWith(1002, join(text("a").unfinished(), text("b").unfinished()));
    assertEndsWith(1002, join(text("a").unfinished(), binary()));
    assertEndsWith(1002, join(binary().unfinished(), text("b")));
    assertEndsWith(1002, join(text("a").unfinished(), continuation("b").unfinished(), text("c")));
  }

  @Test
  void fragmentsInOrderAreOneMessage() {
    try (RawWebSocket client = server.open()) {
      client.send(
          text("a").unfinished(),
          ping("1"),
          continuation("").unfinished(),
          pong("unasked"),
          continuation("b").unfinished(),
          ping("2"),
          continuation("c"),
          text("").unfinished(),
          continuation("d"));

      assertThat(client.next()).hasToString("pong 1");
      assertThat(client.next()).hasToString("pong 2");
      assertThat(client.next()).hasToString("text abc");
      assertThat(client.next()).hasToString("text d");
    }
  }

  @Test
  void framesCutAnywhereAreTheSame() {
    byte[] bytes =
        join(text("h\u00e9").unfinished(), ping("p"), continuation("x".repeat(130)), text("end"));
    for (int cut = 1; cut < bytes.length; cut += cut < 40 ? 1 : 17) {
      try (RawWebSocket client = server.open()) {
        client.send(bytes, 0, cut);
        client.send(bytes, cut, bytes.length - cut);

        assertThat(client.next()).hasToString("pong p");
        assertThat(client.nextText()).isEqualTo("h\u00e9" + "x".repeat(130));
        assertThat(client.nextText()).isEqualTo("end");
      }
    }
  }

  @Test
  void textMayBeCutWithinCharacters() {
    String message = "k\u00f6\u20ac\ud83d\ude00";
    byte[] utf8 = message.getBytes(UTF_8);
    try (RawWebSocket client = server.open()) {
      for (int cut = 0; cut <= utf8.length; cut++) {
        client.send(
            frame(ClientFrame.TEXT, Arrays.copyOf(utf8, cut)).unfinished(),
            frame(ClientFrame.CONTINUATION, Arrays.copyOfRange(utf8, cut, utf8.length)));

        assertThat(client.nextText()).isEqualTo(message);
      }
    }
  }

  @Test
  void brokenTextEndsWith1007() {
    byte[][] broken = {
      {(byte) 0x80}, {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, {(byte) 0xFF}, {'a', (byte) 0xC3},
    };
    for (byte[] bytes : broken) {
      assertEndsWith(1007, frame(ClientFrame.TEXT, bytes).bytes());
      assertEndsWith(
          1007,
          join(text("a").unfinished(), ping(""), frame(ClientFrame.CONTINUATION, bytes)),
          "pong ");
    }
  }

  @Test
  void brokenTextEndsWith1007BeforeTheMessageIsComplete() {
    byte[] frame = frame(ClientFrame.TEXT, new byte[] {'a', (byte) 0xFF, 'b', 'c'}).bytes();

    assertEndsWith(1007, Arrays.copyOf(frame, frame.length - 2));
  }

  @Test
  void whatIsTooBigEndsWith1009() {
    assertEndsWith(1009, text("").lengthIn(8).header(LIMIT + 1));
    assertEndsWith(1009, binary().lengthIn(8).header(Long.MAX_VALUE));
    assertEndsWith(
        1009, join(text("x".repeat(LIMIT)).unfinished(), continuation("y").unfinished()));
  }

  @Test
  void tooManyFragmentsEndWith1008() {
    byte[] tiny =
        join(
            IntStream.range(0, 70)
                .mapToObj(i -> (i == 0 ? text("a") : continuation("b")).unfinished())
                .toArray(ClientFrame[]::new));

    assertEndsWith(1008, tiny);
  }

  @Test
  void pingsAreAnsweredWithTheirPayload() {
    try (RawWebSocket client = server.open()) {
      for (String payload : new String[] {"", "a", "\u00e9", "x".repeat(125)}) {
        client.send(ping(payload));

        assertThat(client.next()).hasToString("pong " + payload);
      }
    }
  }

  @Test
  void aFloodOfPingsIsAnsweredByFewerPongsTheLastOfThemForTheLastPing() {
    try (RawWebSocket client = server.open()) {
      client.send(
          IntStream.range(0, 1_000)
              .mapToObj(i -> ping(Integer.toString(i)))
              .toArray(ClientFrame[]::new));

      int pongs = 1;
      while (!client.next().text().equals("999")) {
        pongs++;
      }
      assertThat(pongs).isBetween(11, 40);
      assertThat(server.webSockets().count(WebSocketCount.PINGS_IN)).isEqualTo(1_000);
      assertThat(server.webSockets().count(WebSocketCount.PONGS_SPARED)).isEqualTo(1_000 - pongs);
    }
  }

  /** One close frame and an end in good order, although more was sent than was read. */
  private void assertEndsWith(int code, byte[] bytes, String... before) {
    try (RawWebSocket client = server.open()) {
      client.send(bytes);
      client.send("more");
      for (String frame : before) {
        assertThat(client.next()).hasToString(frame);
      }

      assertThat(client.readToEnd()).singleElement().asString().startsWith("close " + code + " ");
    }
    assertThat(server.nextSession().end())
        .succeedsWithin(Duration.ofSeconds(5))
        .extracting(CloseReason::code)
        .isEqualTo(code);
  }
}
