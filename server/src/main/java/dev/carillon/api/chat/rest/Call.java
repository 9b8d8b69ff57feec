package dev.carillon.api.chat.rest;

import dev.carillon.http.Request;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import java.util.Optional;

/**
 * One request of a user whom the chat knows.
 *
 * @param nowMillis when it came
 */
record Call(Request request, String userId, long nowMillis) {
  static final int MAX_PAGE = 100;
  private static final int PAGE = 50;
  private static final JsonObject EMPTY_BODY = Json.object(new byte[] {'{', '}'});

  String parameter(String name) {
    return request.parameter(name);
  }

  Optional<String> query(String name) {
    return request.queryParameter(name);
  }

  JsonObject body() {
    return request.json();
  }

  /** The body, or an empty object when there is none. */
  JsonObject optionalBody() {
    return request.body().sizeBytes() == 0 ? EMPTY_BODY : request.json();
  }

  /** How many items the page shall have: 1 to {@value #MAX_PAGE}. */
  int limit() {
    return (int) request.queryNumber("limit", PAGE, 1, MAX_PAGE);
  }
}
