package dev.carillon.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.http.Problem;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHandshakeTest {

  @Test
  void theRequestOfTheDocumentIsGood() {
    assertThat(OpeningHandshake.problem(request())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upgrade", "keep-alive, upgrade", "UPGRADE,foo"})
  void connectionIsAListOfTokens(String value) {
    HttpRequest request = request();
    request.headers().set("Connection", value);

    assertThat(OpeningHandshake.problem(request)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Host,",
    "Upgrade,",
    "Upgrade, h2c",
    "Connection,",
    "Connection, keep-alive",
    "Sec-WebSocket-Key,",
    "Sec-WebSocket-Key, ''",
    "Sec-WebSocket-Key, dGhlIHNhbXBsZQ==",
    "Sec-WebSocket-Key, dGhlIHNhbXBsZSBub25jZTEyMw==",
    "Sec-WebSocket-Key, dGhlIHNhbXBsZSBub25jZ!==",
    "Sec-WebSocket-Extensions, 'a;;b'",
    "Content-Length, 5",
    "Transfer-Encoding, chunked"
  })
  void whatTheDocumentForbidsIsABadRequest(String header, String value) {
    HttpRequest request = request();
    request.headers().remove(header);
    if (value != null) {
      request.headers().set(header, value);
    }

    assertThat(OpeningHandshake.problem(request)).map(Problem::status).contains(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Sec-WebSocket-Key"})
  void someHeadersComeOnce(String header) {
    HttpRequest request = request();
    request.headers().add(header, request.headers().get(header));

    assertThat(OpeningHandshake.problem(request)).map(Problem::status).contains(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8", "12", "14", "13, 8"})
  void anotherVersionIsToldOurs(String version) {
    HttpRequest request = request();
    request.headers().set("Sec-WebSocket-Version", version);

    Problem problem = OpeningHandshake.problem(request).orElseThrow();

    assertThat(problem.status()).isEqualTo(426);
    assertThat(problem.toResponse().headers().first("Sec-WebSocket-Version")).contains("13");
  }

  @Test
  void onlyAGetOfHttp11Upgrades() {
    HttpRequest post = request();
    post.setMethod(HttpMethod.POST);
    HttpRequest old = request();
    old.setProtocolVersion(HttpVersion.HTTP_1_0);

    assertThat(OpeningHandshake.problem(post)).map(Problem::status).contains(400);
    assertThat(OpeningHandshake.problem(old)).map(Problem::status).contains(400);
  }

  private static HttpRequest request() {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/chat");
    request
        .headers()
        .set("Host", "server.example.com")
        .set("Upgrade", "websocket")
        .set("Connection", "Upgrade")
        .set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .set("Sec-WebSocket-Version", "13");
    return request;
  }
}
