package dev.carillon.api.topics;

import dev.carillon.core.auth.Principal;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.Topic;
import dev.carillon.http.Body;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a back end publishes: {@code {"topic","data","eventType","metadata"}}, or an array of
 * those, bare or as {@code {"messages":[...]}}. Any thread.
 */
final class PublishBody {
  private static final int MAX_BATCH = 1_000;

  private final TopicsApi api;

  /**
   * What a request wants published.
   *
   * @param isBatch whether the answer is a list
   */
  record Parsed(List<Publication> publications, boolean isBatch) {
    Parsed {
      publications = List.copyOf(publications);
    }
  }

  PublishBody(TopicsApi api) {
    this.api = api;
  }

  /**
   * All that is to be published, checked.
   *
   * @throws Problem 400 or 403 with the field of the first one that can't be
   */
  Parsed read(Request request, Principal sender) {
    JsonObject body = body(request);
    Access access = new Access(api.settings().policy(), sender);
    if (!body.has("messages")) {
      return new Parsed(List.of(publication(body, "", access)), false);
    }
    List<JsonObject> messages = body.optionalObjects("messages").orElseThrow();
    if (messages.isEmpty() || messages.size() > MAX_BATCH) {
      throw Problem.badRequest(
          "messages", "must hold 1 to " + MAX_BATCH + " messages, not " + messages.size());
    }
    List<Publication> publications = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      publications.add(publication(messages.get(i), "messages[" + i + "].", access));
    }
    return new Parsed(publications, true);
  }

  /** A bare array is taken as the list of messages. */
  private static JsonObject body(Request request) {
    String text = request.body().text();
    if (!text.stripLeading().startsWith("[")) {
      return request.json();
    }
    return new Request(
            request.method(),
            request.target(),
            request.parameters(),
            request.headers(),
            Body.of("{\"messages\":" + text + "}"),
            request.peer())
        .json();
  }

  private Publication publication(JsonObject message, String path, Access access) {
    Topic topic = topic(path + "topic", message.optionalString("topic").orElse(null));
    if (!access.mayPublish(topic)) {
      throw Problem.forbidden("this user may not publish there").with("topic", topic.name());
    }
    byte[] data =
        message.raw("data").orElseThrow(() -> Problem.badRequest(path + "data", "is required"));
    if (Surrogates.areLoneIn(data, 0, data.length)) {
      throw Problem.badRequest(path + "data", "holds half of a surrogate pair");
    }
    String event =
        message.has("eventType")
            ? message.string("eventType", 1, MessageReader.MAX_EVENT_CHARS)
            : MessageReader.DEFAULT_EVENT;
    return new Publication(
        topic,
        event,
        Payload.copyOf(data, 0, data.length),
        metadata(message, access.principal()),
        api.nowMillis(),
        Set.of(),
        null,
        0);
  }

  /**
   * A topic from a client.
   *
   * @throws Problem 400 with {@code field} when it is none
   */
  static Topic topic(String field, @Nullable String name) {
    if (name == null) {
      throw Problem.badRequest(field, "is required");
    }
    Topic topic = Topic.parse(TopicsApi.SPACE, name);
    if (topic == null) {
      throw Problem.badRequest(
          field, name.indexOf('*') < 0 ? Topics.NAME_ISSUE : Topics.WILDCARD_ISSUE);
    }
    return topic;
  }

  /** The client's members but for the server's keys, and behind them who sent it. */
  private static Payload metadata(JsonObject message, Principal sender) {
    Payload server = Topics.sender(sender.userId(), null);
    JsonObject client = message.optionalObject("metadata").orElse(null);
    if (client == null) {
      return server;
    }
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (String name : client.names()) {
      if (!MessageReader.SERVERS_KEYS.contains(name)) {
        if (members.size() > 0) {
          members.write(',');
        }
        members.writeBytes(Topics.quoted(name));
        members.write(':');
        members.writeBytes(client.raw(name).orElseThrow());
      }
    }
    byte[] kept = members.toByteArray();
    return kept.length == 0 ? server : Topics.join(Payload.copyOf(kept, 0, kept.length), server);
  }
}
