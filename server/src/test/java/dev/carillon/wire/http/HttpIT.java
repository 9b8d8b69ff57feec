package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import dev.carillon.wire.http.HttpClientSocket.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpIT {
  private final TestServer server = new TestServer();
  private final HttpClientSocket client = server.client();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void anAnswerHasItsLengthDateAndSafeHeaders() {
    Answer answer = client.ask("GET", "/things/7%2F8");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("7/8");
    assertThat(answer.header("Content-Length")).isEqualTo("3");
    assertThat(answer.header("Date")).endsWith(" GMT");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aConnectionServesManyRequests() {
    for (int i = 0; i < 100; i++) {
      assertThat(client.ask("GET", "/things/" + i).body()).isEqualTo("" + i);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() {
    client.get("/slow");
    for (int i = 0; i < 500; i++) {
      client.get("/things/" + i);
    }
    Await.until(() -> server.handled.contains("slow"));
    server.slow.countDown();

    assertThat(client.answer().body()).isEqualTo("slow done");
    for (int i = 0; i < 500; i++) {
      assertThat(client.answer().body()).isEqualTo("" + i);
    }
  }

  @Test
  void aPipelinedRequestWaitsForTheOneBeforeIt() {
    client.get("/slow").get("/things/1");
    Await.until(() -> server.handled.contains("slow"));
    Answer other;
    try (HttpClientSocket second = server.client()) {
      other = second.ask("GET", "/things/2");
    }

    assertThat(other.status()).isEqualTo(200);
    assertThat(server.handled).doesNotContain("GET 1");

    server.slow.countDown();
    assertThat(client.answer().body()).isEqualTo("slow done");
    assertThat(client.answer().body()).isEqualTo("1");
  }

  @Test
  void theBodyMayComeInPieces() {
    client.send("POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nab");
    client.send("cd").send("ef");

    assertThat(client.answer().body()).isEqualTo("6");
  }

  @Test
  void aChunkedBodyIsPutTogether() {
    client.send("POST /things HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("3\r\nabc\r\n2;why=not\r\nde\r\n0\r\n\r\n");

    assertThat(client.answer().body()).isEqualTo("5");
  }

  @Test
  void aClientThatWaitsIsToldToGoOn() {
    client.request("POST", "/things", "Content-Length: 3", "Expect: 100-continue");

    assertThat(client.answer().status()).isEqualTo(100);
    assertThat(client.send("abc").answer().body()).isEqualTo("3");
  }

  @Test
  void whatElseIsExpectedIsRefused() {
    assertThat(client.ask("POST", "/things", "Content-Length: 3", "Expect: cake").status())
        .isEqualTo(417);
  }

  @Test
  void headIsGetWithoutTheBody() {
    Answer answer = client.ask("HEAD", "/things/seven");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).isEqualTo("5");
    assertThat(client.ask("GET", "/things/next").body()).isEqualTo("next");
  }

  @Test
  void optionsListsTheMethods() {
    Answer answer = client.ask("OPTIONS", "/things/1");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(answer.header("Content-Length")).isEmpty();
  }

  @Test
  void anUnknownPathIs404AndAnUnknownMethodThere405() {
    Answer unknown = client.ask("GET", "/nothing");
    Answer method = client.ask("DELETE", "/things/1");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body()).contains("\"success\":false", "\"code\":\"NOT_FOUND\"");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void aBugIsAnsweredWithoutInternals() {
    Answer answer = client.ask("GET", "/bug");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("\"incident\":\"incident1\"").doesNotContain("42");
    assertThat(client.ask("GET", "/things/1").status()).isEqualTo(200);
  }

  @Test
  void aProblemBringsItsHeaders() {
    Answer answer = client.ask("GET", "/busy");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("3");
  }

  @Test
  void onlyJsonIsReadAsJson() {
    String body = "Content-Length: 14";

    Answer typed =
        client
            .request("POST", "/json", body, "Content-Type: application/json; charset=UTF-8")
            .send("{\"name\":\"jon\"}")
            .answer();
    Answer untyped = client.request("POST", "/json", body).send("{\"name\":\"jon\"}").answer();
    Answer broken =
        client
            .request("POST", "/json", body, "Content-Type: application/json")
            .send("{\"name\":\"jon\"]")
            .answer();

    assertThat(typed.body()).isEqualTo("jon");
    assertThat(untyped.status()).isEqualTo(415);
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.body()).contains("MALFORMED_JSON", "\"line\":1");
  }

  @Test
  void aClosingRequestIsTheLastOne() {
    Answer answer = client.ask("GET", "/things/1", "Connection: close");

    assertThat(answer.header("Connection")).isEqualTo("close");
    assertThat(client.isClosedSilently()).isTrue();
  }

  @Test
  void http10IsServedAndClosed() {
    Answer answer = client.send("GET /things/1 HTTP/1.0\r\n\r\n").answer();

    assertThat(answer.body()).isEqualTo("1");
    assertThat(client.isClosedSilently()).isTrue();
  }

  @Test
  void http10MayKeepTheConnection() {
    client.send("GET /things/1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    Answer answer = client.answer();

    assertThat(answer.header("Connection")).isEqualTo("keep-alive");
    assertThat(client.ask("GET", "/things/2").body()).isEqualTo("2");
  }

  @Test
  void longTextIsCompressedForWhoeverAcceptsIt() throws IOException {
    Answer plain = client.ask("GET", "/big");
    Answer zipped = client.ask("GET", "/big", "Accept-Encoding: br, gzip;q=0.8");
    Answer refused = client.ask("GET", "/big", "Accept-Encoding: gzip;q=0");
    Answer small = client.ask("GET", "/things/1", "Accept-Encoding: gzip");

    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(zipped.body().length()).isLessThan(plain.body().length() / 10);
    assertThat(unzip(zipped.body())).isEqualTo(plain.body());
    assertThat(refused.header("Content-Encoding")).isEmpty();
    assertThat(small.header("Content-Encoding")).isEmpty();
  }

  @Test
  void aPreflightFromThisOriginIsAllowed() {
    String ask = "Access-Control-Request-Method: POST";

    Answer same = client.ask("OPTIONS", "/things", "Origin: http://localhost", ask);
    Answer other = client.ask("OPTIONS", "/things", "Origin: http://evil.example", ask);

    assertThat(same.status()).isEqualTo(204);
    assertThat(same.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost");
    assertThat(same.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(other.header("Vary")).isEqualTo("Origin");
  }

  @Test
  void whoDoesNotReadGetsNoMoreAnswers() {
    int asked = 3_000;
    client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n".repeat(asked));
    try (HttpClientSocket other = server.client()) {
      for (int i = 0; i < 2_000; i++) {
        assertThat(other.ask("GET", "/things/1").status()).isEqualTo(200);
      }
    }

    assertThat(server.handled.stream().filter("big"::equals).count()).isLessThan(asked / 2);
    for (int i = 0; i < asked; i++) {
      assertThat(client.answer().body()).hasSize(21_000);
    }
  }

  @Test
  void aHeaderCanNotBeSplit() {
    Answer answer = client.ask("GET", "/evil");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void anotherClientDoesNotNoticeABrokenOne() {
    try (HttpClientSocket broken = server.client()) {
      assertThat(broken.send("\u0001\u0002\u0003\r\n\r\n").answer().status()).isEqualTo(400);
    }

    assertThat(client.ask("GET", "/things/1").status()).isEqualTo(200);
  }

  private static String unzip(String latin1) throws IOException {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
