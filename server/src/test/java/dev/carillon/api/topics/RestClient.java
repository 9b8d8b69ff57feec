package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.http.Headers;
import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Router;
import org.jspecify.annotations.Nullable;

/** Somebody who uses the REST side of a {@link TopicsWorld}. In bodies ' stands for ". */
record RestClient(TopicsWorld world, Router router, String token, Headers headers) {

  RestClient(TopicsWorld world, String token) {
    this(world, new Router(world.api.routes(), () -> "incident"), token, Headers.EMPTY);
  }

  /** What came back. */
  record Answer(int status, Headers headers, String body) {}

  RestClient with(String header, String value) {
    return new RestClient(world, router, token, headers.plus(header, value));
  }

  Answer get(String target) {
    return send(Method.GET, target, null);
  }

  Answer post(String target, String body) {
    return send(Method.POST, target, body);
  }

  /** Creates a message; gives its id. */
  String create(String body) {
    Answer answer = post("/api/messages", body);
    assertThat(answer.status()).describedAs(answer.body()).isEqualTo(201);
    return answer.body().replaceAll(".*?'id':'([^']*)'.*", "$1");
  }

  Answer send(Method method, String target, @Nullable String body) {
    Request request = Request.of(method, target).withHeader("Authorization", "Bearer " + token);
    Request[] with = {request};
    headers.forEach((name, value) -> with[0] = with[0].withHeader(name, value));
    Request whole = body == null ? with[0] : with[0].withJson(body.replace('\'', '"'));
    Response response = router.handle(whole);
    world.run();
    return new Answer(
        response.status(), response.headers(), response.body().text().replace('"', '\''));
  }
}
