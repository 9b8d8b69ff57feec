package dev.carillon.protocol.phoenix.longpoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.limit.Rate;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import dev.carillon.protocol.phoenix.PhoenixServer;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.RawWebSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Phoenix's long polling: contract/phoenix.md section 1.4. In texts ' stands for ". */
class LongPollIT {
  private static final String NDJSON = "application/x-ndjson";
  private static final String JOIN = "['1','1','room:1','phx_join',{}]";
  private static final String JOINED =
      "['1','1','room:1','phx_reply',{'response':{},'status':'ok'}]";
  private static final String WELCOME = "['1',null,'room:1','welcome',{}]";

  private final HttpClient http = HttpClient.newHttpClient();
  private PhoenixServer server = serverWith(Duration.ofMillis(700), 10);

  private static PhoenixServer serverWith(Duration window, int perAddress) {
    return new PhoenixServer(new LongPollSettings(window, 20, perAddress, null));
  }

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  @Test
  void aPollWithoutATokenOpensASession() {
    HttpResponse<String> answer = send(request("vsn=2.0.0").GET());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .contains("application/json; charset=utf-8");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.body()).startsWith("{\"messages\":[],\"status\":410,\"token\":\"");
    assertThat(open()).isNotEqualTo(open()).hasSizeGreaterThan(32);
  }

  @Test
  void aPollWithATokenThatIsNoneOpensASession() {
    assertThat(poll("longpoll.guessed")).startsWith("410");
    assertThat(status(post("longpoll.guessed", NDJSON, JOIN))).isEqualTo(410);
  }

  @Test
  void theAddressMayEndInABareAmpersand() {
    assertThat(send(request("vsn=2.0.0&").GET()).body()).contains("\"status\":410");
  }

  @Test
  void aConnectThatIsRefusedIs403InTheBody() {
    assertThat(send(request("vsn=9.9.9").GET()).body()).isEqualTo("{\"status\":403}");
    assertThat(send(request("vsn=2.0.0&token=bad").GET()).body()).isEqualTo("{\"status\":403}");
    assertThat(server.polling()).isZero();
  }

  @Test
  void aConnectMayTakeItsTimeAndARefusalWaits() {
    assertThat(send(request("vsn=2.0.0&token=asked").GET()).body()).contains("\"status\":410");
    long start = System.nanoTime();
    assertThat(send(request("vsn=2.0.0&token=asked%20bad").GET()).body())
        .isEqualTo("{\"status\":403}");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(PhoenixServer.REFUSAL_HOLD);
    assertThat(server.polling()).isEqualTo(1);
  }

  @Test
  void aConnectThatMayComeAgainLaterIsToldWhen() {
    HttpResponse<String> answer = send(request("vsn=2.0.0&token=busy").GET());

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).contains("2");
    assertThat(answer.body()).isEqualTo("{\"status\":500}");
  }

  @Test
  void messagesGoOneALineAndComeInTheirOrder() {
    String token = open();

    assertThat(status(post(token, NDJSON, JOIN + "\n['1','2','room:1','echo',{'a':1}]\n")))
        .isEqualTo(200);

    assertThat(poll(token))
        .isEqualTo(
            "200 "
                + JOINED
                + WELCOME
                + "['1','2','room:1','phx_reply',{'response':{'a':1},'status':'ok'}]");
  }

  @Test
  void aPollWaitsForItsWindowAndIs204WhenNothingComes() {
    assertThat(poll(open())).isEqualTo("204 ");
  }

  @Test
  void aPollThatWaitsGetsABroadcastAtOnce() throws Exception {
    server.close();
    server = serverWith(Duration.ofSeconds(8), 10);
    String token = open();
    post(token, NDJSON, JOIN);
    poll(token);
    CompletableFuture<HttpResponse<String>> waiting =
        http.sendAsync(
            request("vsn=2.0.0&token=" + token).GET().build(),
            HttpResponse.BodyHandlers.ofString());

    try (RawWebSocket other = server.connect()) {
      other.send(JOIN.replace('\'', '"'));
      other.send("['1','2','room:1','shout',{'n':7}]".replace('\'', '"'));
      assertThat(waiting.get().body()).contains("shout");
    }
  }

  @Test
  void theTokenMayComeInAHeaderOrBehindAConnectParamOfTheSameName() {
    String token = open();

    assertThat(send(request("vsn=2.0.0").header("X-Phoenix-LongPoll-Token", token).GET()).body())
        .contains("\"status\":204");
    assertThat(send(request("token=jwt&vsn=2.0.0&token=" + token).GET()).body())
        .contains("\"status\":204");
  }

  @Test
  void theAuthTokenComesInAHeader() {
    assertThat(send(request("vsn=2.0.0").header("X-Phoenix-AuthToken", "bad").GET()).body())
        .isEqualTo("{\"status\":403}");
  }

  @Test
  void ofABatchAHundredLinesAreRead() {
    String token = open();
    String beats =
        IntStream.range(0, 150)
            .mapToObj(i -> "[null,'" + i + "','phoenix','heartbeat',{}]")
            .collect(Collectors.joining("\n"));

    assertThat(status(post(token, NDJSON, beats))).isEqualTo(200);

    assertThat(poll(token)).contains("'99','phoenix'").doesNotContain("'100','phoenix'");
  }

  @Test
  void aBinaryPushIsALineOfBase64() {
    String token = open();
    byte[] frame =
        "\0\1\1\6\4".concat("12room:1echo").concat("data").getBytes(StandardCharsets.US_ASCII);

    post(token, NDJSON, JOIN + "\n" + Base64.getEncoder().encodeToString(frame));

    assertThat(poll(token))
        .endsWith("['1','2','room:1','phx_reply',{'response':{},'status':'ok'}]");
  }

  @Test
  void anyOtherBodyIsOneMessageOfVersionOne() {
    String token = field(send(request("").GET()), "token");

    assertThat(
            field(
                send(
                    request("token=" + token)
                        .header("Content-Type", "application/json")
                        .POST(
                            HttpRequest.BodyPublishers.ofString(
                                "{\"topic\":\"room:1\",\"event\":\"phx_join\",\"payload\":{},\"ref\":\"1\"}"))),
                "status"))
        .isEqualTo("200");
    assertThat(send(request("token=" + token).GET()).body()).contains("phx_reply");
  }

  @Test
  void aSessionThatIsClosedSaysItsLastWordsThenIsGone() {
    String token = open();
    post(token, NDJSON, JOIN + "\nnonsense!\n[null,'9','phoenix','heartbeat',{}]");

    assertThat(poll(token)).isEqualTo("200 " + JOINED + WELCOME);
    assertThat(status(post(token, NDJSON, JOIN))).isEqualTo(410);
    assertThat(poll(token)).startsWith("410");
  }

  @Test
  void aSessionThatNobodyPollsEndsWithItsChannels() {
    server.close();
    server = serverWith(Duration.ofMillis(100), 10);
    String token = open();
    post(token, NDJSON, JOIN);

    Await.until(() -> server.polling() == 0);

    assertThat(poll(token)).startsWith("410");
    assertThat(server.seen()).contains("ended room:1 Disconnected");
  }

  @Test
  void aSecondPollEndsTheFirst() throws Exception {
    server.close();
    server = serverWith(Duration.ofSeconds(8), 10);
    String token = open();
    List<CompletableFuture<HttpResponse<String>>> both =
        Stream.generate(() ->
                http.sendAsync(
                    request("vsn=2.0.0&token=" + token).GET().build(),
                    HttpResponse.BodyHandlers.ofString()))
            .limit(2)
            .toList();

    Await.until(() -> both.stream().filter(CompletableFuture::isDone).count() == 1);
    post(token, NDJSON, JOIN);

    assertThat(List.of(both.getFirst().get().body(), both.getLast().get().body()))
        .anyMatch(body -> body.contains("\"status\":204"))
        .anyMatch(body -> body.contains("phx_reply"));
  }

  @Test
  void sessionsOfOneAddressAreLimited() {
    server.close();
    server = serverWith(Duration.ofMillis(700), 2);
    open();
    open();

    HttpResponse<String> third = send(request("vsn=2.0.0").GET());

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("retry-after")).contains("5");
    assertThat(third.body()).isEqualTo("{\"status\":500}");
    assertThat(server.polling()).isEqualTo(2);
  }

  @Test
  void newSessionsOfOneAddressAreLimited() {
    server.close();
    Rate one = Rate.of(1, Duration.ofMinutes(1), 1);
    server = new PhoenixServer(new LongPollSettings(Duration.ofSeconds(1), 20, 20, one));
    open();

    assertThat(send(request("vsn=2.0.0").GET()).statusCode()).isEqualTo(429);
  }

  @Test
  void sessionsAreLimitedAltogether() {
    server.close();
    server = new PhoenixServer(new LongPollSettings(Duration.ofSeconds(1), 1, 20, null));
    open();

    assertThat(send(request("vsn=2.0.0").GET()).statusCode()).isEqualTo(429);
  }

  private String open() {
    return field(send(request("vsn=2.0.0").GET()), "token");
  }

  /** The status and the messages, joined. */
  private String poll(String token) {
    JsonObject answer = json(send(request("vsn=2.0.0&token=" + token).GET()));
    return answer.integer("status", 0, 999)
        + " "
        + String.join("", answer.optionalStrings("messages").orElseThrow()).replace('"', '\'');
  }

  private HttpResponse<String> post(String token, String type, String body) {
    return send(
        request("vsn=2.0.0&token=" + token)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private static long status(HttpResponse<String> answer) {
    return json(answer).integer("status", 0, 999);
  }

  private static String field(HttpResponse<String> answer, String name) {
    return new String(json(answer).raw(name).orElseThrow(), StandardCharsets.UTF_8)
        .replace("\"", "");
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.object(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.port() + "/socket/longpoll?" + query));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
