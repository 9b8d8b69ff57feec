package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatEvents;
import dev.carillon.api.chat.ChatJson;
import dev.carillon.chat.Chat;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.Missed;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Paging;
import dev.carillon.chat.model.Attention;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.Unread;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** What one has read, what one missed, and what one looks for. */
final class ReadingRoutes {
  private static final int MAX_EVENTS = 1_000;
  private static final String MESSAGE_BODY = "{\"message_id\":\"...\"}";

  private final Chat chat;
  private final Callers callers;
  private final ChannelPaths paths;

  ReadingRoutes(Chat chat, Callers callers, ChannelPaths paths) {
    this.chat = chat;
    this.callers = callers;
    this.paths = paths;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        paths.put("/read", "Marks a channel read up to a message", MESSAGE_BODY, this::read));
    routes.addAll(
        paths.post("/unread", "Marks a message and later ones unread", MESSAGE_BODY, this::unread));
    routes.addAll(
        paths.get("/notifications", "What one wants to be told of a channel", this::attention));
    routes.addAll(
        paths.put(
            "/notifications",
            "Chooses it: notify is all, mentions or none",
            "{\"notify\":\"mentions\",\"muted_until\":\"2030-01-01T00:00:00Z\"}",
            this::attend));
    paths.get("/events", "What happened after an event, oldest first", this::events).stream()
        .map(route -> route.takesQuery("after_seq", "the last event one knows; 0 by default"))
        .map(route -> route.takesQuery("limit", "how many, 1 to 1000; 100 by default"))
        .forEach(routes::add);
    routes.add(
        callers.get(
            "/api/workspaces/{id}/unread", "What is unread in one's channels", this::allUnread));
    routes.add(
        callers
            .get(
                "/api/workspaces/{id}/search",
                "Messages that have all words, latest first",
                this::search)
            .takesQuery("q", "the words; of the last one the beginning is enough")
            .takesQuery("channel_id", "only in this channel")
            .takesQuery("limit", "how many, 1 to 100; 50 by default")
            .takesQuery("before", "only messages older than this id"));
    return routes;
  }

  private Response read(Call call, String channelId) {
    return marked(
        chat.markers()
            .markRead(call.userId(), named(call, channelId), call.nowMillis(), Answers.unheard()));
  }

  private Response unread(Call call, String channelId) {
    return marked(
        chat.markers()
            .markUnread(
                call.userId(), named(call, channelId), call.nowMillis(), Answers.unheard()));
  }

  private static MessageRef named(Call call, String channelId) {
    return new MessageRef(channelId, call.body().string("message_id"));
  }

  private static Response marked(Outcome<ReadMark> outcome) {
    return Answers.ok(
        outcome,
        "channel or message",
        (json, mark) ->
            json.beginObject()
                .field("channel_id", mark.channelId())
                .field("message_id", mark.messageId())
                .field("unread_count", mark.unreadCount())
                .endObject());
  }

  private Response attention(Call call, String channelId) {
    return attention(channelId, chat.markers().attention(call.userId(), channelId));
  }

  private static Response attention(String channelId, Outcome<Attention> outcome) {
    return Answers.ok(
        outcome,
        "channel",
        (json, attention) -> {
          json.beginObject().field("channel_id", channelId);
          ChatJson.attention(json, attention);
          json.endObject();
        });
  }

  /** What is not given stays. */
  private Response attend(Call call, String channelId) {
    JsonObject body = call.body();
    Attention old = Answers.value(chat.markers().attention(call.userId(), channelId), "channel");
    Attention next =
        new Attention(
            Bodies.word(body, "notify", Attention.Level.class).orElse(old.level()),
            body.names().contains("muted_until")
                ? Bodies.time(body, "muted_until")
                : old.mutedUntilMillis());
    return attention(
        channelId, chat.markers().attend(call.userId(), channelId, next, call.nowMillis()));
  }

  private Response allUnread(Call call) {
    return Answers.all(
        Answers.value(chat.markers().unread(call.userId(), call.parameter("id")), "workspace"),
        ReadingRoutes::writeUnread);
  }

  private static void writeUnread(JsonWriter json, Unread unread) {
    json.beginObject().field("channel_id", unread.channelId());
    ChatJson.unread(json, unread);
    json.field("last_message_id", unread.lastMessageId()).endObject();
  }

  private Response search(Call call) {
    String text = call.query("q").orElseThrow(() -> Problem.badRequest("q", "is required"));
    Page<Message> page =
        Answers.value(
            chat.history()
                .search(
                    call.userId(),
                    call.parameter("id"),
                    text,
                    call.query("channel_id").orElse(null),
                    new Paging(call.query("before").orElse(null), false, call.limit())),
            "workspace");
    return Answers.page(
        page.items(),
        page.hasMore(),
        Message::id,
        (json, message) -> ChatJson.messageOverRest(json, message, call.userId()));
  }

  /** The same events as over a socket, with the number to go on from. */
  private Response events(Call call, String channelId) {
    long after = call.request().queryNumber("after_seq", 0, 0, Long.MAX_VALUE);
    int limit = (int) call.request().queryNumber("limit", 100, 1, MAX_EVENTS);
    Missed missed =
        Answers.value(chat.history().missed(call.userId(), channelId, after, limit), "channel");
    return switch (missed) {
      case Missed.Events(List<ChatEvent> events, boolean hasMore, long lastSeq) -> {
        String next = hasMore ? Long.toString(events.getLast().seq()) : null;
        yield Answers.list(
            events,
            ReadingRoutes::writeEvent,
            page -> page.field("next", next).field("has_more", hasMore).field("last_seq", lastSeq));
      }
      case Missed.TooOld(long lastSeq) -> resync("too_old", lastSeq);
      case Missed.Ahead(long lastSeq) -> resync("unknown_seq", lastSeq);
    };
  }

  private static void writeEvent(JsonWriter json, ChatEvent event) {
    json.beginObject().field("seq", event.seq()).name("events").beginArray();
    for (ChatEvents.Told told : ChatEvents.told(event)) {
      byte[] payload = new byte[told.payload().sizeBytes()];
      told.payload().copyTo(payload, 0);
      json.beginObject().field("event", told.event()).name("payload").raw(payload).endObject();
    }
    json.endArray().field("inserted_at", IsoTime.text(event.atMillis())).endObject();
  }

  /** The events are not there any more, or never were: read the channel anew. */
  private static Response resync(String reason, long lastSeq) {
    return Answers.list(
        List.of(),
        (_, _) -> {},
        page ->
            page.field("next", (String) null)
                .field("has_more", false)
                .field("last_seq", lastSeq)
                .field("resync", reason));
  }
}
