package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatJson;
import dev.carillon.api.chat.RestLimits;
import dev.carillon.chat.Chat;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Paging;
import dev.carillon.chat.ThreadPage;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageEdit;
import dev.carillon.chat.model.Page;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Messages: those of a channel, one of them, its thread. */
final class MessageRoutes {
  private static final String ONE = "/api/messages/{id}";
  private static final String WHAT = "message";

  private final Chat chat;
  private final Callers callers;
  private final ChannelPaths paths;
  private final Sends sends;
  private final Changes changes;

  MessageRoutes(Chat chat, Callers callers, ChannelPaths paths, RestLimits limits) {
    this.chat = chat;
    this.callers = callers;
    this.paths = paths;
    this.sends = new Sends(chat, limits);
    this.changes = new Changes(chat, limits);
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    paths.get("/messages", "Messages, newest first; after an id: oldest first", this::list).stream()
        .map(route -> route.takesQuery("limit", "how many, 1 to 100; 50 by default"))
        .map(route -> route.takesQuery("before", "only messages older than this id"))
        .map(route -> route.takesQuery("after", "only messages newer than this id"))
        .map(route -> route.takesQuery("include_threads", "true: replies too"))
        .forEach(routes::add);
    routes.addAll(
        paths.post(
            "/messages",
            "Sends a message, or a reply",
            "{\"content\":\"Hello!\",\"thread_id\":null,\"temp_id\":\"temp_1\"}",
            this::send));
    routes.addAll(paths.get("/pins", "The pinned messages, latest first", this::pins));
    routes.add(callers.get(ONE, "One message", this::get));
    routes.add(
        callers
            .put(ONE, "Changes the text of a message of one's own", this::edit)
            .takesBody("{\"content\":\"Hello again!\"}"));
    routes.add(callers.delete(ONE, "Deletes a message", this::delete));
    routes.add(
        callers
            .get(ONE + "/thread", "A message and its replies, oldest first", this::thread)
            .takesQuery("limit", "how many replies, 1 to 100; 50 by default")
            .takesQuery("before", "only replies older than this id")
            .takesQuery("after", "only replies newer than this id"));
    routes.add(callers.get(ONE + "/edits", "The former texts of a message", this::edits));
    routes.add(callers.put(ONE + "/pin", "Pins a message", call -> pin(call, true)));
    routes.add(callers.delete(ONE + "/pin", "Unpins a message", call -> pin(call, false)));
    return routes;
  }

  private Response list(Call call, String channelId) {
    Paging paging = paging(call);
    boolean replies = call.query("include_threads").filter("true"::equals).isPresent();
    Page<Message> page =
        Answers.value(
            chat.history().messages(call.userId(), channelId, paging, replies),
            "channel or message");
    List<Message> messages = paging.newer() ? page.items() : page.items().reversed();
    return Answers.page(messages, page.hasMore(), Message::id, writer(call));
  }

  private static Paging paging(Call call) {
    String before = call.query("before").orElse(null);
    String after = call.query("after").orElse(null);
    if (before != null && after != null) {
      throw Problem.badRequest("after", "give before or after, not both");
    }
    return after == null
        ? new Paging(before, false, call.limit())
        : new Paging(after, true, call.limit());
  }

  private Response send(Call call, String channelId) {
    SendRequest request = SendRequest.read(call, channelId);
    return sends.send(request.command(), call.nowMillis(), () -> send(request, call.nowMillis()));
  }

  private Outcome<Message> send(SendRequest request, long nowMillis) {
    String key = request.key();
    return key == null
        ? chat.messages().send(request.command(), nowMillis, Answers.unheard())
        : chat.messages().sendOnce(request.command(), key, nowMillis, Answers.unheard());
  }

  private Response pins(Call call, String channelId) {
    return Answers.all(
        Answers.value(chat.history().pins(call.userId(), channelId), "channel"), writer(call));
  }

  private Response get(Call call) {
    return Answers.ok(chat.history().message(call.userId(), ref(call)), WHAT, writer(call));
  }

  private Response edit(Call call) {
    String content = call.body().string("content");
    changes.take(call);
    return Answers.ok(
        chat.messages()
            .edit(call.userId(), ref(call), content, call.nowMillis(), Answers.unheard()),
        WHAT,
        writer(call));
  }

  private Response delete(Call call) {
    changes.take(call);
    return Answers.gone(
        chat.messages().delete(call.userId(), ref(call), call.nowMillis(), Answers.unheard()),
        WHAT,
        call.parameter("id"));
  }

  private Response pin(Call call, boolean pinned) {
    changes.take(call);
    return Answers.ok(
        chat.messages().pin(call.userId(), ref(call), pinned, call.nowMillis(), Answers.unheard()),
        WHAT,
        writer(call));
  }

  private Response thread(Call call) {
    Paging paging = paging(call);
    ThreadPage page = Answers.value(chat.threads().page(call.userId(), ref(call), paging), WHAT);
    List<Message> replies = page.replies().items();
    boolean hasMore = page.replies().hasMore();
    Message edge =
        replies.isEmpty() ? null : paging.newer() ? replies.getLast() : replies.getFirst();
    String next = hasMore && edge != null ? edge.id() : null;
    return Response.json(
        200,
        json -> {
          json.beginObject().field("success", true).name("data").beginObject();
          writer(call).accept(json.name("message"), page.root());
          ChatJson.thread(json.name("thread"), page.thread());
          json.name("replies").beginArray();
          replies.forEach(reply -> writer(call).accept(json, reply));
          json.endArray().endObject().name("page").beginObject();
          json.field("next", next).field("has_more", hasMore).field("cursor", next);
          json.endObject().endObject();
        });
  }

  private Response edits(Call call) {
    return Answers.all(
        Answers.value(chat.messages().edits(call.userId(), ref(call)), WHAT),
        MessageRoutes::writeEdit);
  }

  private static void writeEdit(JsonWriter json, MessageEdit edit) {
    json.beginObject()
        .field("message_id", edit.messageId())
        .field("content", edit.oldContent())
        .field("editor_id", edit.editorId())
        .field("edited_at", IsoTime.text(edit.editedAtMillis()))
        .endObject();
  }

  static MessageRef ref(Call call) {
    return MessageRef.of(call.parameter("id"));
  }

  /** A message as this user sees it. */
  private static BiConsumer<JsonWriter, Message> writer(Call call) {
    return (json, message) -> ChatJson.messageOverRest(json, message, call.userId());
  }
}
