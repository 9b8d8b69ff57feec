package dev.carillon.api.chat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.hooks.HookReceiver;
import dev.carillon.api.chat.rest.RestUser.Answer;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import dev.carillon.testkit.Await;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class WebhookRoutesIT {
  private static final String DEMO = "/api/workspaces/00000000-0000-4000-8000-000000000001";
  private static final String NOBODY = "00000000-0000-7000-8000-000000000009";

  private final AtomicInteger count = new AtomicInteger();
  private final HookReceiver receiver = new HookReceiver();
  private TestServer server;
  private RestUser john;
  private RestUser jane;
  private String channel = "";
  private String hooks = "";

  @BeforeAll
  void start() {
    server = TestServer.start();
    john = RestUser.of(server, "user@example.com");
    jane = RestUser.of(server, "jane@example.com");
  }

  @AfterAll
  void stop() {
    server.close();
    receiver.close();
  }

  /** A channel of John's, with Jane in it. */
  @BeforeEach
  void open() {
    Answer made =
        john.post(DEMO + "/channels", "{'name':'hooked-" + count.incrementAndGet() + "'}");
    channel = "/api/channels/" + made.data().string("id");
    hooks = channel + "/webhooks";
    assertThat(jane.post(channel + "/join", "").status()).isEqualTo(201);
  }

  private Answer incoming() {
    Answer made = john.post(hooks, "{'type':'incoming','name':'Build Server'}");
    assertThat(made.status()).describedAs(made.body()).isEqualTo(201);
    return made;
  }

  /** The path that opens it. */
  private static String path(Answer made) {
    return made.data().string("url").replaceFirst("http://[^/]*", "");
  }

  private Answer post(String path, String type, String body, String... headers) {
    var request =
        server
            .request(path, "")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body.replace('\'', '"')));
    HttpResponse<String> response =
        server.send(headers.length == 0 ? request : request.headers(headers));
    return new Answer(response.statusCode(), response);
  }

  private Answer postJson(String path, String body, String... headers) {
    return post(path, "application/json", body, headers);
  }

  private List<String> said() {
    return jane.get(channel + "/messages").list().reversed().stream()
        .map(message -> message.string("content"))
        .toList();
  }

  @Test
  void anIncomingWebhookIsShownWithItsAddressOnce() {
    Answer made = incoming();

    JsonObject hook = made.data();
    assertThat(hook.names())
        .containsExactly(
            "id", "type", "name", "workspace_id", "channel_id", "created_by", "inserted_at", "url");
    assertThat(hook.string("url"))
        .matches(
            "http://127\\.0\\.0\\.1:\\d+/api/hooks/" + hook.string("id") + "/[A-Za-z0-9_-]{43}");
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    String token = path(made).replaceFirst(".*/", "");
    assertThat(john.get(hooks).body()).contains(hook.string("id")).doesNotContain(token, "hash");
    assertThat(john.get(hooks + "/" + hook.string("id")).body()).doesNotContain(token);
  }

  /** The two blocks of JSON on the page of the API. */
  @Test
  void whatIsDocumentedIsWhatComes() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "api", "chat.md"));
    outgoing("/documented");
    jane.post(channel + "/messages", "{'content':'Hello'}");
    Await.until(() -> !received("/documented").isEmpty());
    JsonObject call =
        receiver.all().stream()
            .filter(one -> one.path().equals("/documented"))
            .findFirst()
            .orElseThrow()
            .json();

    JsonObject made = block(page, "\"type\":\"incoming\"").optionalObject("data").orElseThrow();
    assertThat(incoming().data().names()).containsExactlyElementsOf(made.names());
    JsonObject documented = block(page, "\"id\":\"msg_");
    assertThat(call.names()).containsExactlyElementsOf(documented.names());
    assertThat(call.optionalObject("data").orElseThrow().names())
        .containsExactlyElementsOf(documented.optionalObject("data").orElseThrow().names());
  }

  private static JsonObject block(String page, String part) {
    return Pattern.compile("(?s)```json\n(.*?)\n```")
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.contains(part))
        .map(block -> Json.object(block.getBytes(StandardCharsets.UTF_8)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoKnowsTheAddressPostsAsTheWebhook() {
    Answer made = incoming();

    Answer posted = postJson(path(made), "{'content':'Build 42 is green'}");

    assertThat(posted.status()).describedAs(posted.body()).isEqualTo(201);
    JsonObject message = posted.data();
    assertThat(message.string("content")).isEqualTo("Build 42 is green");
    assertThat(message.string("user_id")).isEqualTo(made.data().string("id"));
    assertThat(message.optionalObject("user").orElseThrow().string("name"))
        .isEqualTo("Build Server");
    assertThat(said()).containsExactly("Build 42 is green");
    assertThat(jane.get(channel + "/members").list()).hasSize(2);
  }

  @Test
  void repliesAndKeysGoAsWithUsers() {
    String path = path(incoming());
    String root = postJson(path, "{'content':'root'}").data().string("id");

    Answer reply =
        postJson(path, "{'content':'r','thread_id':'" + root + "'}", "Idempotency-Key", "k");
    Answer again =
        postJson(path, "{'content':'r','thread_id':'" + root + "'}", "Idempotency-Key", "k");

    assertThat(reply.data().string("thread_id")).isEqualTo(root);
    assertThat(again.data().string("id")).isEqualTo(reply.data().string("id"));
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(postJson(path, "{'content':'x'}", "Idempotency-Key", "k").error().string("code"))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(said()).containsExactly("root");
  }

  @Test
  void programsThatWereWrittenForSlackAreUnderstood() {
    String path = path(incoming());

    Answer json = postJson(path, "{'text':'one','username':'ci','attachments':[{'fallback':'x'}]}");
    Answer form =
        post(
            path,
            "application/x-www-form-urlencoded",
            "payload=%7B%22text%22%3A%22t+w%C3%B6%22%7D");

    assertThat(json.status()).describedAs(json.body()).isEqualTo(201);
    assertThat(form.status()).describedAs(form.body()).isEqualTo(201);
    assertThat(said()).containsExactly("one", "t wö");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json                  | {'content':' '}        | 400 | BAD_REQUEST
          application/json                  | {}                     | 400 | BAD_REQUEST
          application/json                  | {'text':7}             | 400 | BAD_REQUEST
          application/json                  | {                      | 400 | MALFORMED_JSON
          application/json                  | {'content':'x','thread_id':'nowhere'} | 404 | NOT_FOUND
          application/x-www-form-urlencoded | text=hello             | 400 | BAD_REQUEST
          text/plain                        | hello                  | 415 | UNSUPPORTED_MEDIA_TYPE
          """)
  void whatCanNotBePostedIsRefused(String type, String body, int status, String code) {
    Answer refused = post(path(incoming()), type, body);

    assertThat(refused.status()).describedAs(refused.body()).isEqualTo(status);
    assertThat(refused.error().string("code")).isEqualTo(code);
    assertThat(said()).isEmpty();
  }

  @Test
  void tooLongATextIsRefused() {
    Answer refused = postJson(path(incoming()), "{'text':'" + "x".repeat(4_001) + "'}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("should be at most 4000 character(s)");
  }

  @Test
  void aWrongTokenAnUnknownAndARevokedWebhookAreTheSame() {
    Answer made = incoming();
    String path = path(made);
    String id = made.data().string("id");
    Answer wrong = postJson(path + "x", "{'text':'x'}");
    Answer unknown = postJson("/api/hooks/" + NOBODY + "/abc", "{'text':'x'}");
    assertThat(john.delete(hooks + "/" + id).data().string("id")).isEqualTo(id);
    Answer revoked = postJson(path, "{'text':'x'}");

    for (Answer answer : List.of(wrong, unknown, revoked)) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(wrong.body());
    }
    assertThat(john.get(hooks).list()).isEmpty();
    assertThat(john.delete(hooks + "/" + id).status()).isEqualTo(404);
    assertThat(said()).isEmpty();
  }

  @Test
  void aRotatedAddressReplacesTheOldOne() {
    Answer made = incoming();

    Answer rotated = john.post(hooks + "/" + made.data().string("id") + "/rotate", "");

    assertThat(postJson(path(made), "{'text':'old'}").status()).isEqualTo(404);
    assertThat(postJson(path(rotated), "{'text':'new'}").status()).isEqualTo(201);
  }

  @Test
  void aWebhookPostsAMinutesWorthAndIsThenAskedToWait() {
    String path = path(incoming());
    Answer last = postJson(path, "{'text':'0'}");
    for (int i = 1; i < 70 && last.status() == 201; i++) {
      last = postJson(path, "{'text':'" + i + "'}");
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
    assertThat(last.error().optionalObject("details").orElseThrow().string("reason"))
        .isEqualTo("rate_limit_exceeded");
  }

  @Test
  void anArchivedChannelTakesNothing() {
    String path = path(incoming());
    assertThat(john.delete(channel).status()).isEqualTo(200);

    assertThat(postJson(path, "{'text':'x'}").error().string("code")).isEqualTo("ARCHIVED");
  }

  @Test
  void onlyWhoModeratesAChannelHasToDoWithItsWebhooks() {
    String one = hooks + "/" + incoming().data().string("id");
    RestUser stranger = RestUser.register(server, count, "Somebody");
    String body = "{'type':'incoming','name':'x'}";

    for (Answer refused :
        List.of(
            jane.get(hooks),
            jane.post(hooks, body),
            jane.get(one),
            jane.put(one, "{'name':'x'}"),
            jane.post(one + "/rotate", ""),
            jane.delete(one),
            stranger.get(hooks))) {
      assertThat(refused.status()).describedAs(refused.body()).isEqualTo(403);
    }
    assertThat(new RestUser(server, "", "").get(hooks).status()).isEqualTo(401);
    String secret =
        john.post(
                DEMO + "/channels", "{'name':'s" + count.incrementAndGet() + "','type':'private'}")
            .data()
            .string("id");
    assertThat(jane.post("/api/channels/" + secret + "/webhooks", body).status()).isEqualTo(404);
    assertThat(john.get("/api/channels/" + secret + one.substring(channel.length())).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'name':'x'}                                                                     | type
          {'type':'sideways','name':'x'}                                                   | type
          {'type':'incoming'}                                                              | name
          {'type':'incoming','name':' '}                                                   | name
          {'type':'outgoing','name':'x'}                                                   | url
          {'type':'outgoing','name':'x','url':'ftp://example.com/'}                        | url
          {'type':'outgoing','name':'x','url':'example.com/hook'}                          | url
          {'type':'outgoing','name':'x','url':'https://'}                                  | url
          {'type':'outgoing','name':'x','url':'https://me:secret@example.com/'}            | url
          {'type':'outgoing','name':'x','url':'https://example.com/#top'}                  | url
          {'type':'outgoing','name':'x','url':'https://ex\u00e4mple.com/'}                 | url
          {'type':'outgoing','name':'x','url':'https://example.com/','events':[]}          | events
          {'type':'outgoing','name':'x','url':'https://example.com/','events':['birthday']} | events
          """)
  void aWebhookThatIsNoneIsRefusedWithTheFieldNamed(String body, String field) {
    Answer refused = john.post(hooks, body);

    assertThat(refused.status()).describedAs(refused.body()).isEqualTo(400);
    assertThat(refused.error().optionalObject("details").orElseThrow().string("field"))
        .isEqualTo(field);
    assertThat(john.get(hooks).list()).isEmpty();
  }

  @Test
  void aChannelHasTwentyWebhooks() {
    for (int i = 0; i < 20; i++) {
      incoming();
    }

    Answer refused = john.post(hooks, "{'type':'incoming','name':'x'}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.error().string("code")).isEqualTo("LIMIT_REACHED");
  }

  private Answer outgoing(String path) {
    Answer made =
        john.post(
            hooks,
            "{'type':'outgoing','name':'CI','url':'" + receiver.url(path) + "','events':['*']}");
    assertThat(made.status()).describedAs(made.body()).isEqualTo(201);
    return made;
  }

  private List<String> received(String path) {
    return receiver.all().stream()
        .filter(call -> call.path().equals(path))
        .filter(call -> call.type().equals("new_message"))
        .map(HookReceiver.Received::content)
        .toList();
  }

  @Test
  void anOutgoingWebhookHearsWhatIsSaid() {
    Answer made = outgoing("/heard");
    String one = hooks + "/" + made.data().string("id");
    assertThat(made.data().string("secret")).startsWith("whsec_");
    jane.post(channel + "/messages", "{'content':'Hello'}");
    john.post(channel + "/messages", "{'content':'Hi'}");

    Await.until(() -> received("/heard").size() == 2);
    assertThat(received("/heard")).containsExactly("Hello", "Hi");
    Await.until(() -> john.get(one + "/deliveries").list().size() == 2);
    JsonObject last = john.get(one + "/deliveries?limit=1").list().getFirst();
    assertThat(last.optionalBool("delivered")).hasValue(true);
    assertThat(last.integer("status", 0, 999)).isEqualTo(200);
    Answer shown = john.get(one);
    assertThat(shown.body()).contains("\"events\":[\"*\"]", "\"enabled\":true", "\"failures\":0");
    assertThat(shown.body()).doesNotContain("secret");
  }

  @Test
  void aPingShowsWhetherItWorks() {
    String one = hooks + "/" + outgoing("/ping").data().string("id");

    JsonObject good = john.post(one + "/test", "").data();
    receiver.answer(418);
    JsonObject bad = john.post(one + "/test", "").data();

    assertThat(good.string("type")).isEqualTo("ping");
    assertThat(good.optionalBool("delivered")).hasValue(true);
    assertThat(bad.string("error")).isEqualTo("answered 418");
    assertThat(john.get(one + "/deliveries").list()).hasSize(2);
    String incoming = hooks + "/" + incoming().data().string("id");
    assertThat(john.post(incoming + "/test", "").error().string("code")).isEqualTo("WRONG_TYPE");
  }

  @Test
  void aWebhookThatWasSwitchedOffGoesOnWithWhatItMissed() {
    String one = hooks + "/" + outgoing("/off").data().string("id");
    Answer off = john.put(one, "{'enabled':false,'name':'Quiet'}");
    assertThat(off.data().string("name")).isEqualTo("Quiet");
    assertThat(off.data().optionalBool("enabled")).hasValue(false);
    jane.post(channel + "/messages", "{'content':'missed'}");
    assertThat(received("/off")).isEmpty();

    john.put(one, "{'enabled':true,'url':'" + receiver.url("/on") + "'}");

    Await.until(() -> !received("/on").isEmpty());
    assertThat(received("/on")).containsExactly("missed");
    assertThat(received("/off")).isEmpty();
  }

  @Test
  void aRenamedIncomingWebhookPostsUnderItsNewName() {
    Answer made = incoming();

    john.put(hooks + "/" + made.data().string("id"), "{'name':'Deployer'}");

    assertThat(postJson(path(made), "{'text':'x'}").body()).contains("\"name\":\"Deployer\"");
  }
}
