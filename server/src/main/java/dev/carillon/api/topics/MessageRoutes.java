package dev.carillon.api.topics;

import dev.carillon.core.auth.Principal;
import dev.carillon.core.topic.Topic;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.identity.User;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonObject;
import dev.carillon.messages.Body;
import dev.carillon.messages.Change;
import dev.carillon.messages.Creation;
import dev.carillon.messages.Message;
import dev.carillon.messages.MessageQuery;
import dev.carillon.messages.MessageStore;
import dev.carillon.messages.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /api/messages}: messages that are stored, and told to the topics once they are. */
final class MessageRoutes {
  private static final int MAX_KEY_CHARS = 255;
  private static final int MAX_PAGE = MessageQuery.MAX_LIMIT;
  private static final String BODY = "{\"content\":\"Hello!\",\"recipientId\":\"user-123\"}";

  private final TopicsApi api;
  private final Authenticator authenticator;
  private final TopicsFeed feed;

  MessageRoutes(TopicsApi api, Authenticator authenticator, TopicsFeed feed) {
    this.api = api;
    this.authenticator = authenticator;
    this.feed = feed;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/api/messages", "Stores a message and broadcasts it", this::create)
            .needsToken()
            .takesBody(BODY),
        Route.get("/api/messages", "The messages one may see, newest first", this::list)
            .needsToken()
            .takesQuery("limit", "how many, 1 to 1000; 50 by default")
            .takesQuery("before", "only messages older than this id")
            .takesQuery("channelId", "only of this channel")
            .takesQuery("userId", "only direct messages with this user"),
        Route.get("/api/messages/{id}", "One message", this::get).needsToken(),
        Route.patch("/api/messages/{id}", "Changes a message of one's own", this::update)
            .needsToken()
            .takesBody("{\"content\":\"Hello again!\"}"),
        Route.delete("/api/messages/{id}", "Deletes a message of one's own", this::delete)
            .needsToken());
  }

  private Response create(Request request) {
    Principal author = authenticator.require(request);
    long wait = api.takeOf(author.userId(), 1);
    if (wait > 0) {
      throw Problem.tooManyUntil(wait);
    }
    JsonObject body = request.json();
    Target target = target(body);
    Body said =
        new Body(content(body), attachments(body).orElse("[]"), metadata(body).orElse(null));
    String key = idempotencyKey(request);
    long now = api.nowMillis();
    Message message =
        Message.create(
            Message.newId(now, api.ports().random()), author.userId(), target, said, now);
    String connection = connectionOf(author, request);
    return switch (store().create(message, key, came -> tell(came, connection))) {
      case Creation.Created(Message created) -> created(created);
      case Creation.Repeated(Message first) ->
          created(first).withHeader("Idempotency-Replayed", "true");
      case Creation.KeyReused() ->
          throw Problem.unprocessable(
              "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key: used for another message before");
    };
  }

  /** On the store's thread, so that all topics hear of messages in the order of their commits. */
  private void tell(Creation creation, @Nullable String connection) {
    if (creation instanceof Creation.Created(Message created)) {
      feed.created(created, connection);
    }
  }

  private Response list(Request request) {
    Principal reader = authenticator.require(request);
    int limit = (int) request.queryNumber("limit", 50, 1, MAX_PAGE);
    String with = request.queryParameter("userId").orElse(null);
    MessageQuery query =
        new MessageQuery(
            reader.isAdmin() && with == null ? null : reader.userId(),
            request.queryParameter("channelId").orElse(null),
            with,
            request.queryParameter("before").orElse(null),
            // One more tells whether there is a next page; the longest page can't ask.
            Math.min(limit + 1, MAX_PAGE));
    List<Message> found = store().list(query);
    boolean more = found.size() > limit || found.size() == MAX_PAGE;
    List<Message> page = found.subList(0, Math.min(limit, found.size()));
    return Response.page(page, more ? page.getLast().id() : null, MessageJson::stored);
  }

  private Response get(Request request) {
    Message message = visible(authenticator.require(request), request);
    return Response.success(200, json -> MessageJson.stored(json, message));
  }

  private Response update(Request request) {
    Principal author = authenticator.require(request);
    JsonObject body = request.json();
    if (!body.has("content") && !body.has("attachments") && !body.has("metadata")) {
      throw Problem.badRequest("content", "is required");
    }
    Body before = visible(author, request).body();
    Body said =
        new Body(
            body.has("content") ? content(body) : before.content(),
            attachments(body).orElse(before.attachments()),
            metadata(body).orElse(before.metadata()));
    String connection = connectionOf(author, request);
    Change change =
        store()
            .update(
                request.parameter("id"),
                author.userId(),
                said,
                api.nowMillis(),
                came -> tell(came, message -> feed.updated(message, connection)));
    Message changed = changed(author, change);
    return Response.success(200, json -> MessageJson.stored(json, changed));
  }

  private Response delete(Request request) {
    Principal author = authenticator.require(request);
    long now = api.nowMillis();
    String connection = connectionOf(author, request);
    Change change =
        store()
            .delete(
                request.parameter("id"),
                author.userId(),
                now,
                came -> tell(came, message -> feed.deleted(message, now, connection)));
    Message gone = changed(author, change);
    return Response.success(
        200,
        json ->
            json.beginObject()
                .field("id", gone.id())
                .field("deletedAt", IsoTime.text(now))
                .endObject());
  }

  private static void tell(Change change, Consumer<Message> tell) {
    if (change instanceof Change.Changed(Message message)) {
      tell.accept(message);
    }
  }

  private Message visible(Principal reader, Request request) {
    return store()
        .find(request.parameter("id"))
        .filter(message -> maySee(reader, message))
        .orElseThrow(() -> Problem.notFound("message"));
  }

  /** Who may not see a message does not hear that it exists. */
  private static Message changed(Principal author, Change change) {
    return switch (change) {
      case Change.Changed(Message message) -> message;
      case Change.Missing() -> throw Problem.notFound("message");
      case Change.NotTheAuthor(Message message) ->
          throw maySee(author, message)
              ? Problem.forbidden("only the author may do this")
              : Problem.notFound("message");
    };
  }

  private static boolean maySee(Principal reader, Message message) {
    return reader.isAdmin() || message.isVisibleTo(reader.userId());
  }

  private static Target target(JsonObject body) {
    Optional<String> recipientId = body.optionalString("recipientId");
    Optional<String> channelId = body.optionalString("channelId");
    if (recipientId.isPresent() && channelId.isPresent()) {
      throw Problem.badRequest("channelId", "give recipientId or channelId, not both");
    }
    if (recipientId.filter(id -> !User.isId(id)).isPresent()) {
      throw Problem.badRequest("recipientId", "must be a user's id");
    }
    if (channelId.filter(id -> !isChannelId(id)).isPresent()) {
      throw Problem.badRequest("channelId", "must be 1 to 64 of A-Z a-z 0-9 _ : @ -");
    }
    if (recipientId.isPresent()) {
      return new Target.OneUser(recipientId.get());
    }
    return channelId.isPresent() ? new Target.Channel(channelId.get()) : new Target.Everyone();
  }

  private static boolean isChannelId(String id) {
    return id.length() <= 64 && id.indexOf('.') < 0 && Topic.parse(TopicsApi.SPACE, id) != null;
  }

  private String content(JsonObject body) {
    String content = body.string("content", 1, api.settings().maxContentChars());
    if (Surrogates.areLoneIn(content)) {
      throw Problem.badRequest("content", "holds half of a surrogate pair");
    }
    return content;
  }

  private static Optional<String> attachments(JsonObject body) {
    return body.has("attachments") ? Optional.of(raw(body, "attachments", '[')) : Optional.empty();
  }

  private static Optional<String> metadata(JsonObject body) {
    return body.has("metadata") ? Optional.of(raw(body, "metadata", '{')) : Optional.empty();
  }

  /** The member as it was sent, digit for digit. */
  private static String raw(JsonObject body, String name, char first) {
    byte[] json = body.raw(name).orElseThrow();
    if (json[0] != first) {
      throw Problem.badRequest(name, first == '[' ? "must be an array" : "must be an object");
    }
    if (Surrogates.areLoneIn(json, 0, json.length)) {
      throw Problem.badRequest(name, "holds half of a surrogate pair");
    }
    return new String(json, StandardCharsets.UTF_8);
  }

  private static @Nullable String idempotencyKey(Request request) {
    Optional<String> key = request.header("Idempotency-Key");
    if (key.filter(text -> text.isBlank() || text.length() > MAX_KEY_CHARS).isPresent()) {
      throw Problem.badRequest(
          "Idempotency-Key", "must have 1 to " + MAX_KEY_CHARS + " characters");
    }
    return key.orElse(null);
  }

  /** The connection that a client names as its own, if it is, or was. */
  private @Nullable String connectionOf(Principal user, Request request) {
    return request
        .header("X-Connection-Id")
        .filter(name -> api.names().belongsTo(name, user.userId()))
        .orElse(null);
  }

  private static Response created(Message message) {
    return Response.success(201, json -> MessageJson.stored(json, message));
  }

  private MessageStore store() {
    return api.ports().messages();
  }
}
