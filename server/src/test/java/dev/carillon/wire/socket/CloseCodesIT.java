package dev.carillon.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.ClientFrame;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.wire.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 section 7.4: each code from 0 to 5000, over a socket. */
class CloseCodesIT {
  private final EchoServer server = EchoServer.on(Transport.named(Transport.AUTO));

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 999, false", "1000, 1003, true", "1004, 1006, false", "1007, 1014, true",
    "1015, 2999, false", "3000, 4999, true", "5000, 5000, false", "65535, 65535, false"
  })
  void aCodeIsAnsweredWhenClientsMaySendIt(int from, int to, boolean legal) {
    for (int code = from; code <= to; code++) {
      try (RawWebSocket client = server.open()) {
        client.send(ClientFrame.close(code, ""));

        assertThat(client.next().closeCode()).as("close " + code).isEqualTo(legal ? code : 1002);
        assertThat(client.isCut()).isTrue();
      }
    }
  }
}
