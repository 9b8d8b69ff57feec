package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatJson;
import dev.carillon.chat.Chat;
import dev.carillon.chat.CreateChannel;
import dev.carillon.chat.UpdateChannel;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.Page;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The channels of a workspace, and who is in them. */
final class ChannelRoutes {
  private static final String LIST = "/api/workspaces/{workspaceId}/channels";
  private static final String WHAT = "channel";
  private static final String BODY =
      "{\"name\":\"general\",\"description\":\"General discussion\",\"type\":\"public\"}";
  private static final int MAX_SLOW_SECONDS = 21_600;

  private final Chat chat;
  private final Callers callers;
  private final ChannelPaths paths;

  ChannelRoutes(Chat chat, Callers callers, ChannelPaths paths) {
    this.chat = chat;
    this.callers = callers;
    this.paths = paths;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(
        callers.get(LIST, "Public channels, and the private ones one is a member of", this::list));
    routes.add(callers.post(LIST, "Makes a channel", this::create).takesBody(BODY));
    routes.add(
        callers
            .post(
                "/api/workspaces/{workspaceId}/dms",
                "The direct channel with one or more others",
                this::openDirect)
            .takesBody("{\"user_ids\":[\"user_456\"]}"));
    routes.addAll(paths.get("", "One channel", this::get));
    routes.addAll(paths.put("", "Changes a channel; what is not given stays", BODY, this::update));
    routes.addAll(paths.delete("", "Ends a channel; it can still be read", this::archive));
    routes.addAll(paths.post("/unarchive", "Opens a channel that was ended", "", this::unarchive));
    routes.addAll(paths.post("/join", "Becomes a member of a public channel", "", this::join));
    routes.addAll(paths.post("/leave", "Ends one's membership", "", this::leave));
    routes.addAll(paths.get("/members", "The members by id: limit, after", this::members));
    routes.addAll(
        paths.post("/members", "Brings a user in", "{\"user_id\":\"user_456\"}", this::addMember));
    routes.addAll(
        paths.delete("/members/{userId}", "Puts a member out, as a moderator", this::putOut));
    return routes;
  }

  private Response list(Call call) {
    return Answers.all(
        Answers.value(
            chat.channels().list(call.userId(), call.parameter("workspaceId")), "workspace"),
        ChatJson::channel);
  }

  private Response create(Call call) {
    JsonObject body = call.body();
    Channel.Type type = Bodies.word(body, "type", Channel.Type.class).orElse(Channel.Type.PUBLIC);
    if (type == Channel.Type.DIRECT) {
      throw Problem.badRequest("type", "must be public or private; POST .../dms opens direct ones");
    }
    Channel.Profile profile =
        new Channel.Profile(
            body.string("name"),
            body.optionalString("description").orElse(null),
            body.optionalString("topic").orElse(null));
    return Answers.created(
        chat.channels()
            .create(
                new CreateChannel(call.parameter("workspaceId"), call.userId(), type, profile),
                call.nowMillis(),
                Answers.unheard()),
        "workspace",
        ChatJson::channel);
  }

  private Response openDirect(Call call) {
    JsonObject body = call.body();
    List<String> others =
        body.has("user_id")
            ? List.of(body.string("user_id"))
            : body.optionalStrings("user_ids")
                .orElseThrow(() -> body.mismatch("user_ids", "is required"));
    return Answers.created(
        chat.channels()
            .openDirect(
                call.userId(),
                call.parameter("workspaceId"),
                others,
                call.nowMillis(),
                Answers.unheard()),
        "workspace or user",
        ChatJson::channel);
  }

  private Response get(Call call, String channelId) {
    return Answers.ok(chat.channels().get(call.userId(), channelId), WHAT, ChatJson::channel);
  }

  private Response update(Call call, String channelId) {
    JsonObject body = call.body();
    UpdateChannel change =
        new UpdateChannel(
            body.optionalString("name").orElse(null),
            Bodies.clearable(body, "description"),
            Bodies.clearable(body, "topic"),
            settings(call, channelId, body));
    return Answers.ok(
        chat.channels()
            .update(call.userId(), channelId, change, call.nowMillis(), Answers.unheard()),
        WHAT,
        ChatJson::channel);
  }

  /** Those given over those that are; null: none is given. */
  private Channel.@Nullable Settings settings(Call call, String channelId, JsonObject body) {
    if (!body.has("slow_mode_seconds") && !body.has("read_receipts") && !body.has("read_only")) {
      return null;
    }
    Channel.Settings before =
        Answers.value(chat.channels().get(call.userId(), channelId), WHAT).settings();
    return new Channel.Settings(
        body.optionalInteger("slow_mode_seconds", 0, MAX_SLOW_SECONDS)
            .map(Long::intValue)
            .orElse(before.slowModeSeconds()),
        body.optionalBool("read_receipts").orElse(before.readReceipts()),
        body.optionalBool("read_only").orElse(before.readOnly()));
  }

  private Response archive(Call call, String channelId) {
    return Answers.gone(
        chat.channels().archive(call.userId(), channelId, call.nowMillis(), Answers.unheard()),
        WHAT,
        channelId);
  }

  private Response unarchive(Call call, String channelId) {
    return Answers.ok(
        chat.channels().unarchive(call.userId(), channelId, call.nowMillis(), Answers.unheard()),
        WHAT,
        ChatJson::channel);
  }

  private Response join(Call call, String channelId) {
    return Answers.created(
        chat.channels().join(call.userId(), channelId, call.nowMillis(), Answers.unheard()),
        WHAT,
        ChatJson::member);
  }

  private Response leave(Call call, String channelId) {
    return Answers.gone(
        chat.channels().leave(call.userId(), channelId, call.nowMillis(), Answers.unheard()),
        WHAT,
        channelId);
  }

  private Response members(Call call, String channelId) {
    Page<ChannelMember> page =
        Answers.value(
            chat.channels()
                .members(call.userId(), channelId, call.query("after").orElse(null), call.limit()),
            WHAT);
    return Answers.page(
        page.items(), page.hasMore(), member -> member.person().id(), ChatJson::member);
  }

  private Response addMember(Call call, String channelId) {
    return Answers.created(
        chat.channels()
            .addMember(
                call.userId(),
                channelId,
                call.body().string("user_id"),
                call.nowMillis(),
                Answers.unheard()),
        "channel or user",
        ChatJson::member);
  }

  private Response putOut(Call call, String channelId) {
    String member = call.parameter("userId");
    return Answers.gone(
        chat.channels()
            .removeMember(call.userId(), channelId, member, call.nowMillis(), Answers.unheard()),
        WHAT,
        member);
  }
}
