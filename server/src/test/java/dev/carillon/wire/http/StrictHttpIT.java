package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.wire.http.HttpClientSocket.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What two readers could read in two ways, and what is too much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictHttpIT {
  private static final String HOST = "Host: x\r\n";

  private final TestServer server =
      new TestServer(ServerSettings.DEFAULT.withLimits(HttpLimits.DEFAULT.withBodyBytes(10_000)));

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Arguments> smuggled() {
    return Stream.of(
            "Content-Length: 3\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 3",
            "Content-Length: 3\r\nContent-Length: 3",
            "Content-Length: 3\r\nContent-Length: 4",
            "Content-Length: 3, 3",
            "Content-Length: +3",
            "Content-Length: -3",
            "Content-Length: 0x3",
            "Content-Length: 99999999999999999999",
            "Content-Length:",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding: \u000bchunked",
            "Content-Length : 3",
            "X Y: 1",
            ": 1",
            "X: a\u0000b",
            "X: a\rb",
            "X: a\u0001b",
            "Host: y")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("smuggled")
  void aLengthOrHeaderOfTwoMeaningsIsRefusedAndTheConnectionEnds(String headers) {
    try (HttpClientSocket client = server.client()) {
      client.send("POST /things HTTP/1.1\r\n" + HOST + headers + "\r\n\r\nGET /things/smuggled ");

      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(client.isClosedSilently()).isTrue();
    }
    assertThat(server.handled).noneMatch(text -> text.contains("smuggled"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /things/1\r\n",
        "GET /things/1 HTTP/1.1 x\r\n",
        "GET /things/1 HTTP/1.1\n",
        "GET /a b HTTP/1.1\r\n",
        "GET /%zz HTTP/1.1\r\n",
        "GET /%ff HTTP/1.1\r\n",
        "GET /%00 HTTP/1.1\r\n",
        "GET /a/../b HTTP/1.1\r\n",
        "GET /a/%2e%2e/b HTTP/1.1\r\n",
        "GET things HTTP/1.1\r\n",
      })
  void aLineThatIsNotARequestIsRefused(String line) {
    try (HttpClientSocket client = server.client()) {
      assertThat(client.send(line + HOST + "\r\n").answer().status()).isEqualTo(400);
      assertThat(client.isClosedSilently()).isTrue();
    }
  }

  @Test
  void aRequestNamesItsHost() {
    try (HttpClientSocket client = server.client()) {
      Answer answer = client.send("GET /things/1 HTTP/1.1\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("\"field\":\"Host\"");
    }
  }

  @Test
  void otherVersionsAndMethodsAreNamed() {
    try (HttpClientSocket client = server.client()) {
      assertThat(client.send("GET / HTTP/1.7\r\n" + HOST + "\r\n").answer().status())
          .isEqualTo(505);
    }
    try (HttpClientSocket client = server.client()) {
      assertThat(client.ask("BREW", "/things/1").status()).isEqualTo(501);
    }
  }

  @Test
  void aLongLineIs414() {
    try (HttpClientSocket client = server.client()) {
      assertThat(client.ask("GET", "/" + "a".repeat(9_000)).status()).isEqualTo(414);
    }
  }

  @Test
  void longHeadersAre431() {
    try (HttpClientSocket client = server.client()) {
      assertThat(client.ask("GET", "/things/1", "X: " + "a".repeat(17_000)).status())
          .isEqualTo(431);
    }
    try (HttpClientSocket client = server.client()) {
      assertThat(client.ask("GET", "/things/1", "X: 1\r\n".repeat(100) + "X: 1").status())
          .isEqualTo(431);
    }
  }

  @Test
  void anAnnouncedBodyOverTheLimitIsRefusedUnread() {
    try (HttpClientSocket client = server.client()) {
      Answer answer =
          client.ask("POST", "/things", "Content-Length: 10001", "Expect: 100-continue");

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("\"limitBytes\":10000");
      assertThat(client.isClosedSilently()).isTrue();
    }
  }

  @Test
  void aBodyThatGrowsOverTheLimitIsRefused() {
    try (HttpClientSocket client = server.client()) {
      client.request("POST", "/things", "Transfer-Encoding: chunked");
      client.send("2000\r\n" + "a".repeat(0x2000) + "\r\n");
      client.send("2000\r\n" + "a".repeat(0x2000) + "\r\n0\r\n\r\n");

      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.isClosedSilently()).isTrue();
    }
  }

  @Test
  void aRefusedClientReadsWhyAlthoughItStillSends() {
    try (HttpClientSocket client = server.client()) {
      client.request("POST", "/things", "Content-Length: 3000000");
      client.send("a".repeat(3_000_000));

      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10001", "Content-Length: 10001\r\nExpect: tea"})
  void aPageMayReadWhyItsRequestWasRefusedUnread(String headers) {
    try (HttpClientSocket client = server.client()) {
      Answer answer = client.ask("POST", "/things", headers, "Origin: http://localhost");

      assertThat(answer.status()).isIn(413, 417);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost");
      assertThat(answer.header("Vary")).isEqualTo("Origin");
    }
    try (HttpClientSocket client = server.client()) {
      Answer answer = client.ask("POST", "/things", headers, "Origin: http://elsewhere");

      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void aPageMayReadThatItsHeadersAreTooMany() {
    try (HttpClientSocket client = server.client()) {
      Answer answer =
          client.ask(
              "GET", "/things/1", "Origin: http://localhost", "X: 1\r\n".repeat(100) + "X: 1");

      assertThat(answer.status()).isEqualTo(431);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost");
    }
  }

  @Test
  void aBodyAtTheLimitPasses() {
    try (HttpClientSocket client = server.client()) {
      client.request("POST", "/things", "Content-Length: 10000").send("a".repeat(10_000));

      assertThat(client.answer().body()).isEqualTo("10000");
    }
  }

  @Test
  void brokenChunksAreRefused() {
    try (HttpClientSocket client = server.client()) {
      client.request("POST", "/things", "Transfer-Encoding: chunked").send("xyz\r\nabc\r\n");

      assertThat(client.answer().status()).isEqualTo(400);
    }
  }
}
