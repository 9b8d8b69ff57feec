package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.RestLimits;
import dev.carillon.api.chat.SendBody;
import dev.carillon.chat.Chat;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.Ids;
import dev.carillon.http.Fields;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.http.Target;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import dev.carillon.webhooks.HookToken;
import dev.carillon.webhooks.Webhook;
import dev.carillon.webhooks.Webhook.Incoming;
import dev.carillon.webhooks.WebhookStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/**
 * Where programs post by an incoming webhook: who knows the address may. The token stands in the
 * path, so the path must not be logged; the route's template may.
 */
final class HookRoutes {
  private static final String ROOT = "/api/hooks/";

  private final Chat chat;
  private final WebhookStore hooks;
  private final Sends sends;
  private final InstantSource clock;

  HookRoutes(Chat chat, WebhookStore hooks, RestLimits limits, InstantSource clock) {
    this.chat = chat;
    this.hooks = hooks;
    this.sends = new Sends(chat, limits);
    this.clock = clock;
  }

  /** The path that opens a webhook. A secret. */
  static String path(Webhook hook, HookToken token) {
    return ROOT + hook.id() + "/" + token.text();
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                ROOT + "{hookId}/{token}",
                "Posts into the channel of an incoming webhook; text is content by another name",
                this::post)
            .takesBody("{\"content\":\"Build 42 is green\",\"thread_id\":null}"));
  }

  private Response post(Request request) {
    Webhook hook = opened(request);
    SendRequest posted = SendRequest.of(request, command(request, hook));
    long now = clock.millis();
    return sends
        .send(posted.command(), now, () -> chat.bots().send(posted.command(), posted.key(), now))
        .withHeader("Cache-Control", "no-store");
  }

  /** A wrong token and an unknown webhook are the same. */
  private Webhook opened(Request request) {
    HookToken token = new HookToken(request.parameter("token"));
    return hooks
        .find(Ids.read(request.parameter("hookId")))
        .filter(hook -> hook.kind() instanceof Incoming incoming && token.opens(incoming))
        .orElseThrow(() -> Problem.notFound("webhook"));
  }

  /**
   * The message of the body: as one is sent by a user; or, for programs written for Slack, its
   * {@code text}, also as JSON in the field {@code payload} of a form.
   */
  private static SendMessage command(Request request, Webhook hook) {
    JsonObject body = body(request);
    return body.has("content") || !body.has("text")
        ? SendBody.read(body, hook.channelId(), hook.id())
        : SendMessage.text(hook.channelId(), hook.id(), body.string("text"));
  }

  private static JsonObject body(Request request) {
    String type = request.header("Content-Type").orElse("");
    if (!Fields.media(type).equals("application/x-www-form-urlencoded")) {
      return request.json();
    }
    List<String> payload =
        Target.parse("/?" + request.body().text()).query().getOrDefault("payload", List.of());
    if (payload.isEmpty()) {
      throw Problem.badRequest("payload", "is required");
    }
    return Json.object(payload.getFirst().getBytes(StandardCharsets.UTF_8));
  }
}
