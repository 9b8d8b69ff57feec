package dev.carillon.api.chat.rest;

import dev.carillon.app.TestServer;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who uses the Chat API over HTTP. In bodies ' stands for ". */
public record RestUser(TestServer server, String token, String id) {

  /** One answer. */
  public record Answer(int status, HttpResponse<String> response) {
    public String body() {
      return response.body();
    }

    JsonObject json() {
      return Json.object(response.body().getBytes(StandardCharsets.UTF_8));
    }

    public JsonObject data() {
      return json().optionalObject("data").orElseThrow(() -> new AssertionError(response.body()));
    }

    public List<JsonObject> list() {
      return json().optionalObjects("data").orElseThrow(() -> new AssertionError(response.body()));
    }

    JsonObject page() {
      return json().optionalObject("page").orElseThrow();
    }

    JsonObject error() {
      return json().optionalObject("error").orElseThrow(() -> new AssertionError(response.body()));
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** A demo user. */
  public static RestUser of(TestServer server, String email) {
    return withToken(server, server.token(email));
  }

  private static RestUser withToken(TestServer server, String token) {
    String me = server.get("/api/auth/me", token).body();
    return new RestUser(server, token, me.replaceAll("(?s).*\"id\":\"([^\"]*)\".*", "$1"));
  }

  /** Somebody new. */
  public static RestUser register(TestServer server, AtomicInteger count, String name) {
    String email = "user" + count.incrementAndGet() + "@example.org";
    HttpResponse<String> answer =
        server.post(
            "/api/auth/register",
            "",
            json ->
                json.beginObject()
                    .field("email", email)
                    .field("password", "password123")
                    .field("name", name)
                    .endObject());
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.body());
    }
    return withToken(
        server, answer.body().replaceAll("(?s).*\"accessToken\":\"([^\"]*)\".*", "$1"));
  }

  public Answer get(String path) {
    return send("GET", path, "");
  }

  public Answer post(String path, String body) {
    return send("POST", path, body);
  }

  public Answer put(String path, String body) {
    return send("PUT", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, "");
  }

  public Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = server.request(path, token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> response =
        server.send(
            request.method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.replace('\'', '"'))));
    return new Answer(response.statusCode(), response);
  }
}
