package dev.carillon.api.chat.rest;

import dev.carillon.chat.Chat;
import dev.carillon.core.auth.Principal;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Handler;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.time.InstantSource;
import java.util.function.Function;

/** Turns requests into {@link Call}s: whoever comes with a good token is made known to the chat. */
final class Callers {
  private final Chat chat;
  private final Authenticator authenticator;
  private final InstantSource clock;

  Callers(Chat chat, Authenticator authenticator, InstantSource clock) {
    this.chat = chat;
    this.authenticator = authenticator;
    this.clock = clock;
  }

  /** The call that a request is; a {@link dev.carillon.http.Problem} without a good token. */
  Call call(Request request) {
    Principal principal = authenticator.require(request);
    long now = clock.millis();
    chat.people().ensure(principal.userId(), principal.name(), now);
    return new Call(request, principal.userId(), now);
  }

  Handler handler(Function<Call, Response> answer) {
    return request -> answer.apply(call(request));
  }

  Route get(String template, String summary, Function<Call, Response> answer) {
    return Route.get(template, summary, handler(answer)).needsToken();
  }

  Route post(String template, String summary, Function<Call, Response> answer) {
    return Route.post(template, summary, handler(answer)).needsToken();
  }

  Route put(String template, String summary, Function<Call, Response> answer) {
    return Route.put(template, summary, handler(answer)).needsToken();
  }

  Route delete(String template, String summary, Function<Call, Response> answer) {
    return Route.delete(template, summary, handler(answer)).needsToken();
  }
}
