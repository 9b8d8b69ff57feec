package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatJson;
import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatWorkspaces.Member;
import dev.carillon.chat.NewInvite;
import dev.carillon.chat.model.Invite;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.WorkspaceMember;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is in a workspace, and the invitations into it. */
final class MemberRoutes {
  private static final String WORKSPACE = "/api/workspaces/{id}";
  private static final String MEMBERS = WORKSPACE + "/members";
  private static final String INVITES = WORKSPACE + "/invites";
  private static final long MAX_LIFE_SECONDS = 365L * 24 * 60 * 60;
  private static final int MAX_USES = 100_000;

  private final Chat chat;
  private final Callers callers;

  MemberRoutes(Chat chat, Callers callers) {
    this.chat = chat;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        callers
            .get(MEMBERS, "The members of a workspace, by id", this::list)
            .takesQuery("limit", "how many, 1 to 100; 50 by default")
            .takesQuery("after", "only members after this user's id"),
        callers
            .post(MEMBERS, "Adds a user, or changes the role of one, as an admin", this::put)
            .takesBody("{\"user_id\":\"user_123\",\"role\":\"member\"}"),
        callers.delete(
            MEMBERS + "/{userId}", "Takes a user, oneself too, out of a workspace", this::remove),
        callers.get(INVITES, "The invitations into a workspace, for its admins", this::invites),
        callers
            .post(INVITES, "Makes an invitation", this::invite)
            .takesBody("{\"channel_id\":null,\"expires_in\":86400,\"uses\":10}"),
        callers.delete("/api/invites/{code}", "Ends an invitation", this::revoke),
        callers.post("/api/invites/{code}/accept", "Joins by an invitation", this::accept));
  }

  private Response list(Call call) {
    Page<WorkspaceMember> page =
        Answers.value(
            chat.workspaces()
                .members(
                    call.userId(),
                    call.parameter("id"),
                    call.query("after").orElse(null),
                    call.limit()),
            "workspace");
    return Answers.page(
        page.items(), page.hasMore(), member -> member.person().id(), ChatJson::member);
  }

  private Response put(Call call) {
    JsonObject body = call.body();
    Member member =
        new Member(
            body.string("user_id"), Bodies.word(body, "role", Role.class).orElse(Role.MEMBER));
    return Answers.created(
        chat.workspaces()
            .putMember(
                call.userId(), call.parameter("id"), member, call.nowMillis(), Answers.unheard()),
        "workspace or user",
        ChatJson::member);
  }

  private Response remove(Call call) {
    String member = call.parameter("userId");
    return Answers.gone(
        chat.workspaces()
            .removeMember(
                call.userId(), call.parameter("id"), member, call.nowMillis(), Answers.unheard()),
        "workspace",
        member);
  }

  private Response invites(Call call) {
    return Answers.all(
        Answers.value(chat.invites().list(call.userId(), call.parameter("id")), "workspace"),
        MemberRoutes::writeInvite);
  }

  private Response invite(Call call) {
    JsonObject body = call.optionalBody();
    NewInvite wanted =
        new NewInvite(
            call.userId(),
            call.parameter("id"),
            body.optionalString("channel_id").orElse(null),
            body.optionalInteger("expires_in", 1, MAX_LIFE_SECONDS).orElse(null),
            Bodies.integer(body, "uses", 1, MAX_USES));
    return Answers.created(
        chat.invites().create(wanted, call.nowMillis(), Answers.unheard()),
        "workspace or channel",
        MemberRoutes::writeInvite);
  }

  private Response revoke(Call call) {
    String code = call.parameter("code");
    return Answers.gone(
        chat.invites().revoke(call.userId(), code, call.nowMillis(), Answers.unheard()),
        "invitation",
        code);
  }

  private Response accept(Call call) {
    return Answers.created(
        chat.invites()
            .accept(call.userId(), call.parameter("code"), call.nowMillis(), Answers.unheard()),
        "invitation",
        MemberRoutes::writeJoined);
  }

  private static void writeJoined(JsonWriter json, WorkspaceMember member) {
    json.beginObject().field("workspace_id", member.workspaceId()).name("member");
    ChatJson.member(json, member);
    json.endObject();
  }

  private static void writeInvite(JsonWriter json, Invite invite) {
    @Nullable Long expires = invite.expiresAtMillis();
    json.beginObject()
        .field("code", invite.code())
        .field("workspace_id", invite.workspaceId())
        .field("channel_id", invite.channelId())
        .field("created_by", invite.createdBy())
        .field("expires_at", expires == null ? null : IsoTime.text(expires))
        .name("uses_left")
        .value(invite.usesLeft());
    json.endObject();
  }
}
