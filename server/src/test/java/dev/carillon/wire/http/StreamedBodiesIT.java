package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import dev.carillon.wire.http.HttpClientSocket.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that are never whole in memory: those that a handler reads, and those it answers with. */
class StreamedBodiesIT {
  private final TestServer server = new TestServer();
  private final HttpClientSocket client = server.client();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void aHandlerReadsTheBodyWhileItComes() {
    client.request("POST", "/stream", "Content-Length: 6").send("abc");
    Await.until(() -> server.handled.contains("so far 3"));
    client.send("def");

    assertThat(client.answer().body()).isEqualTo("6");
    assertThat(client.ask("GET", "/things/next").body()).isEqualTo("next");
  }

  @Test
  void aBodyWithoutLengthIsReadToItsEnd() {
    client.request("POST", "/stream", "Transfer-Encoding: chunked");
    client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

    assertThat(client.answer().body()).isEqualTo("5");
  }

  @Test
  void anEmptyBodyIsOne() {
    assertThat(client.ask("POST", "/stream").body()).isEqualTo("0");
    assertThat(client.ask("GET", "/things/next").body()).isEqualTo("next");
  }

  @Test
  void aLargeBodyArrivesWholeThoughItsHandlerIsSlow() throws InterruptedException {
    byte[] body = new byte[TestServer.STREAMED_BYTES];
    client.request("POST", "/stream?wait=1", "Content-Length: " + body.length);
    Thread sender = Thread.ofVirtual().start(() -> client.send(body));
    Await.until(() -> server.handled.contains("stream begins"));
    server.slow.countDown();

    assertThat(client.answer().body()).isEqualTo("" + body.length);
    sender.join();
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    int over = TestServer.STREAMED_BYTES + 1;

    Answer announced = client.ask("POST", "/stream", "Content-Length: " + over);

    assertThat(announced.status()).isEqualTo(413);
    assertThat(server.handled).isEmpty();
    try (HttpClientSocket second = server.client()) {
      second.request("POST", "/stream", "Transfer-Encoding: chunked");
      second.send(Integer.toHexString(over) + "\r\n").send(new byte[over]).send("\r\n0\r\n\r\n");
      assertThat(second.answer().status()).isEqualTo(413);
    }
  }

  @Test
  void anAnswerBeforeTheBodyEndsTheConnection() {
    client.request("POST", "/early", "Content-Length: 100000").send("abc");

    Answer answer = client.answer();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Connection")).isEqualTo("close");
    assertThat(client.isClosedSilently()).isTrue();
  }

  @Test
  void whoWaitsWithTheBodyIsToldToGoOnByTheFirstRead() {
    client.request("POST", "/stream", "Content-Length: 3", "Expect: 100-continue");
    assertThat(client.answer().status()).isEqualTo(100);
    assertThat(client.send("abc").answer().body()).isEqualTo("3");

    assertThat(client.ask("POST", "/early", "Content-Length: 3", "Expect: 100-continue").status())
        .isEqualTo(401);
  }

  @Test
  void aClientThatGoesAwayIsToldToTheHandler() {
    client.request("POST", "/stream", "Content-Length: 6").send("abc");
    Await.until(() -> server.handled.contains("so far 3"));
    client.close();

    Await.until(() -> server.handled.contains("INCOMPLETE_BODY"));
  }

  @Test
  void aBodyThatDoesNotGoOnIsGivenUp() {
    ServerSettings settings =
        ServerSettings.DEFAULT.withLimits(
            HttpLimits.DEFAULT.at(new HttpLimits.Pace(5_000, 200, 4_096, 75_000)));
    try (TestServer hasty = new TestServer(settings);
        HttpClientSocket idle = hasty.client()) {
      idle.request("POST", "/stream", "Content-Length: 6").send("abc");

      assertThat(idle.answer().status()).isEqualTo(408);
    }
  }

  @Test
  void aBodyThatIsNotInMemoryArrivesWhole() {
    Answer answer = client.ask("GET", "/file");

    assertThat(answer.header("Content-Length")).isEqualTo("" + TestServer.FILE_BYTES);
    assertThat(answer.body()).isEqualTo("f".repeat(TestServer.FILE_BYTES));
    assertThat(client.ask("HEAD", "/file").header("Content-Length"))
        .isEqualTo("" + TestServer.FILE_BYTES);
    assertThat(client.ask("GET", "/things/next").body()).isEqualTo("next");
  }
}
