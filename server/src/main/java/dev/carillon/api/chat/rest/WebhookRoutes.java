package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.RestLimits;
import dev.carillon.api.chat.hooks.Signature;
import dev.carillon.chat.Chat;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Person;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import dev.carillon.webhooks.HookToken;
import dev.carillon.webhooks.Progress;
import dev.carillon.webhooks.Webhook;
import dev.carillon.webhooks.Webhook.Incoming;
import dev.carillon.webhooks.Webhook.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The webhooks of a channel, for those who moderate it. */
final class WebhookRoutes {
  private static final String LIST = "/webhooks";
  private static final String ONE = LIST + "/{hookId}";
  private static final String WHAT = "channel";
  private static final int MAX_OF_CHANNEL = 20;
  private static final int MAX_NAME = 100;
  private static final List<String> STANDARD_EVENTS = List.of("new_message", "thread_reply");
  private static final String BODY =
      "{\"type\":\"outgoing\",\"name\":\"CI\",\"url\":\"https://example.com/hook\","
          + "\"events\":[\"new_message\"]}";

  private final Chat chat;
  private final ChannelPaths paths;
  private final RestLimits limits;
  private final ChatRest.Hooks hooks;

  WebhookRoutes(Chat chat, ChannelPaths paths, RestLimits limits, ChatRest.Hooks hooks) {
    this.chat = chat;
    this.paths = paths;
    this.limits = limits;
    this.hooks = hooks;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.addAll(paths.get(LIST, "The webhooks of a channel, by age", this::list));
    routes.addAll(
        paths.post(LIST, "Makes a webhook; its secret is shown only now", BODY, this::create));
    routes.addAll(paths.get(ONE, "One webhook", this::get));
    routes.addAll(
        paths.put(
            ONE,
            "Changes a webhook; enabled goes on with what was not delivered",
            "{\"enabled\":true}",
            this::update));
    routes.addAll(paths.delete(ONE, "Revokes a webhook", this::revoke));
    routes.addAll(paths.post(ONE + "/rotate", "Gives a webhook another secret", "", this::rotate));
    routes.addAll(
        paths.post(ONE + "/test", "Calls an outgoing webhook with a ping", "", this::test));
    paths.get(ONE + "/deliveries", "Its last calls, latest first", this::deliveries).stream()
        .map(route -> route.takesQuery("limit", "how many, 1 to 100; 50 by default"))
        .forEach(routes::add);
    return routes;
  }

  private Channel governed(Call call, String channelId) {
    return Answers.value(chat.bots().governed(call.userId(), channelId), WHAT);
  }

  private Webhook hook(Call call, String channelId) {
    Channel channel = governed(call, channelId);
    return hooks
        .store()
        .find(Ids.read(call.parameter("hookId")))
        .filter(hook -> hook.channelId().equals(channel.id()))
        .orElseThrow(() -> Problem.notFound("webhook"));
  }

  private static Outgoing outgoing(Webhook hook) {
    if (hook.kind() instanceof Outgoing outgoing) {
      return outgoing;
    }
    throw Problem.conflict("WRONG_TYPE", "This webhook is an incoming one");
  }

  private void note(Call call, Webhook hook, String action) {
    Channel _ =
        Answers.value(
            chat.bots().note(call.userId(), hook.channelId(), action, hook.id(), call.nowMillis()),
            WHAT);
  }

  private Response list(Call call, String channelId) {
    return Answers.all(hooks.store().ofChannel(governed(call, channelId).id()), WebhookJson::hook);
  }

  private Response get(Call call, String channelId) {
    Webhook hook = hook(call, channelId);
    return Response.success(200, json -> WebhookJson.hook(json, hook));
  }

  private Response create(Call call, String channelId) {
    JsonObject body = call.body();
    Channel channel = governed(call, channelId);
    String id = Ids.next(call.nowMillis(), hooks.random());
    String name = body.string("name", 1, MAX_NAME);
    return switch (body.string("type")) {
      case "incoming" -> {
        Person bot =
            Answers.value(
                chat.bots().put(call.userId(), channel.id(), id, name, call.nowMillis()), WHAT);
        HookToken token = HookToken.next(hooks.random());
        Webhook hook = made(call, channel, id, bot.name(), token.kept());
        yield created(call, hook, json -> json.field("url", address(call.request(), hook, token)));
      }
      case "outgoing" -> {
        String url = WebhookTarget.url(body, hooks.rule());
        List<String> events = WebhookTarget.events(body, STANDARD_EVENTS);
        String secret = Signature.newSecret(hooks.random());
        Progress progress = Progress.after(channel.lastSeq());
        Webhook hook = made(call, channel, id, name, new Outgoing(url, events, secret, progress));
        Response response = created(call, hook, json -> json.field("secret", secret));
        hooks.deliveries().look(hook);
        yield response;
      }
      case String _ -> throw Problem.badRequest("type", "must be incoming or outgoing");
    };
  }

  private static Webhook made(
      Call call, Channel channel, String id, String name, Webhook.Kind kind) {
    return new Webhook(
        id, channel.workspaceId(), channel.id(), name, call.userId(), call.nowMillis(), kind);
  }

  private Response created(Call call, Webhook hook, Consumer<JsonWriter> secrets) {
    if (!hooks.store().insert(hook, MAX_OF_CHANNEL)) {
      throw Problem.conflict("LIMIT_REACHED", "a channel may have " + MAX_OF_CHANNEL + " webhooks");
    }
    note(call, hook, "webhook.create");
    return shown(201, hook, secrets);
  }

  private static Response shown(int status, Webhook hook, Consumer<JsonWriter> secrets) {
    return Response.success(status, json -> WebhookJson.hook(json, hook, secrets))
        .withHeader("Cache-Control", "no-store");
  }

  /** As the client sees this server. */
  private static String address(Request request, Webhook hook, HookToken token) {
    String path = HookRoutes.path(hook, token);
    return request
        .header("Host")
        .map(host -> (request.isSecure() ? "https://" : "http://") + host + path)
        .orElse(path);
  }

  private Response update(Call call, String channelId) {
    Webhook old = hook(call, channelId);
    JsonObject body = call.body();
    String name = body.has("name") ? body.string("name", 1, MAX_NAME) : old.name();
    Webhook next =
        switch (old.kind()) {
          case Incoming incoming -> old.with(renamed(call, old, name), incoming);
          case Outgoing(var url, var events, var secret, var progress) ->
              old.with(
                  name,
                  new Outgoing(
                      body.has("url") ? WebhookTarget.url(body, hooks.rule()) : url,
                      WebhookTarget.events(body, events),
                      secret,
                      progress));
        };
    note(call, next, "webhook.update");
    hooks.store().update(next);
    body.optionalBool("enabled").ifPresent(on -> switchTo(next, on));
    return get(call, channelId);
  }

  private String renamed(Call call, Webhook hook, String name) {
    return Answers.value(
            chat.bots().put(call.userId(), hook.channelId(), hook.id(), name, call.nowMillis()),
            WHAT)
        .name();
  }

  private void switchTo(Webhook hook, boolean on) {
    hooks.store().switched(hook.id(), outgoing(hook).progress().switched(on));
    hooks.deliveries().look(hook);
  }

  private Response revoke(Call call, String channelId) {
    Webhook hook = hook(call, channelId);
    note(call, hook, "webhook.revoke");
    boolean _ = hooks.store().delete(hook.id());
    hooks.deliveries().forget(hook);
    return Response.success(200, json -> json.beginObject().field("id", hook.id()).endObject());
  }

  private Response rotate(Call call, String channelId) {
    Webhook hook = hook(call, channelId);
    note(call, hook, "webhook.rotate");
    return switch (hook.kind()) {
      case Incoming _ -> {
        HookToken token = HookToken.next(hooks.random());
        hooks.store().update(hook.with(hook.name(), token.kept()));
        yield shown(200, hook, json -> json.field("url", address(call.request(), hook, token)));
      }
      case Outgoing(var url, var events, _, var progress) -> {
        String secret = Signature.newSecret(hooks.random());
        hooks.store().update(hook.with(hook.name(), new Outgoing(url, events, secret, progress)));
        yield shown(200, hook, json -> json.field("secret", secret));
      }
    };
  }

  private Response test(Call call, String channelId) {
    Webhook hook = hook(call, channelId);
    Changes.take(limits.takeOther(call.userId(), hook.channelId()));
    var attempt = hooks.deliveries().ping(hook, outgoing(hook));
    return Response.success(200, json -> WebhookJson.attempt(json, attempt));
  }

  private Response deliveries(Call call, String channelId) {
    Webhook hook = hook(call, channelId);
    return Answers.all(hooks.store().attempts(hook.id(), call.limit()), WebhookJson::attempt);
  }
}
