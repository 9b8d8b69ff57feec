package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatJson;
import dev.carillon.chat.Chat;
import dev.carillon.chat.FollowedThread;
import dev.carillon.chat.Outcome;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonWriter;
import java.util.List;

/** The threads that one follows, and what is unread in them. */
final class ThreadRoutes {
  private static final String FOLLOW = "/api/messages/{id}/follow";
  private static final String WHAT = "message";

  private final Chat chat;
  private final Callers callers;

  ThreadRoutes(Chat chat, Callers callers) {
    this.chat = chat;
    this.callers = callers;
  }

  List<Route> routes() {
    return List.of(
        callers.get(FOLLOW, "One's place in the thread of a message", this::get),
        callers.put(FOLLOW, "Follows the thread of a message", call -> follow(call, true)),
        callers.delete(FOLLOW, "Does not follow it any more", call -> follow(call, false)),
        callers
            .put("/api/messages/{id}/thread/read", "Marks a thread read up to a reply", this::read)
            .takesBody("{\"message_id\":\"...\"}"),
        callers
            .get(
                "/api/workspaces/{id}/threads",
                "The threads that one follows, the one with the latest reply first",
                this::followed)
            .takesQuery("limit", "how many, 1 to 100; 50 by default"));
  }

  private Response get(Call call) {
    return place(chat.threads().followed(call.userId(), MessageRoutes.ref(call)));
  }

  private Response follow(Call call, boolean following) {
    return place(
        chat.threads().follow(call.userId(), MessageRoutes.ref(call), following, call.nowMillis()));
  }

  private Response read(Call call) {
    String replyId = call.body().string("message_id");
    return place(
        chat.threads().markRead(call.userId(), MessageRoutes.ref(call), replyId, call.nowMillis()));
  }

  private static Response place(Outcome<FollowedThread> outcome) {
    return Answers.ok(
        outcome,
        WHAT,
        (json, followed) -> {
          json.beginObject().field("thread_id", followed.root().id());
          place(json, followed);
          json.endObject();
        });
  }

  private static void place(JsonWriter json, FollowedThread followed) {
    json.field("following", followed.mark().following())
        .field("last_read_id", followed.mark().lastReadId())
        .field("unread_count", followed.unread());
  }

  private Response followed(Call call) {
    List<FollowedThread> threads =
        Answers.value(
            chat.threads().allFollowed(call.userId(), call.parameter("id"), call.limit()),
            "workspace");
    return Answers.all(
        threads,
        (json, followed) -> {
          json.beginObject();
          ChatJson.messageOverRest(json.name("message"), followed.root(), call.userId());
          ChatJson.thread(json.name("thread"), followed.thread());
          place(json, followed);
          json.endObject();
        });
  }
}
