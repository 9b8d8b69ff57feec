package dev.carillon.api.topics;

import dev.carillon.core.auth.Principal;
import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.bus.Receipt;
import dev.carillon.core.topic.Topic;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/topics} and {@code /api/connections}: for back ends and administrators. */
final class TopicRoutes {
  /** How long a history is waited for that another node has already. */
  private static final long CATCH_UP_MILLIS = 1_000;

  private static final int MAX_PAGE = 1_000;

  private final TopicsApi api;
  private final Authenticator authenticator;
  private final PublishBody bodies;

  TopicRoutes(TopicsApi api, Authenticator authenticator) {
    this.api = api;
    this.authenticator = authenticator;
    this.bodies = new PublishBody(api);
  }

  List<Route> routes() {
    return List.of(
        Route.post("/api/topics/publish", "Publishes one message, or up to 1,000", this::publish)
            .needsToken()
            .takesBody("{\"topic\":\"messages.channel.general\",\"data\":{\"content\":\"Hello\"}}"),
        Route.get("/api/topics/history", "What a topic keeps, newest first", this::history)
            .needsToken()
            .takesQuery("topic", "which topic")
            .takesQuery("limit", "how many, 1 to 1000; 50 by default")
            .takesQuery("before", "only what is older than this offset"),
        Route.get("/api/topics", "What is subscribed, and how often", this::list)
            .needsToken()
            .takesQuery("limit", "how many, 1 to 1000; 1000 by default"),
        Route.post("/api/connections/{id}/disconnect", "Ends a connection", this::disconnect)
            .needsToken());
  }

  /** Publishes all or, when one of them can't be, none. */
  private Response publish(Request request) {
    Principal sender = authenticator.require(request);
    refuseUntil(api.waitOf(sender.userId()));
    PublishBody.Parsed parsed = bodies.read(request, sender);
    List<Publication> publications = parsed.publications();
    refuseUntil(api.takeOf(sender.userId(), publications.size()));
    Receipts receipts = new Receipts(publications.size());
    for (int i = 0; i < publications.size(); i++) {
      int at = i;
      api.hub().publish(publications.get(i), receipt -> receipts.put(at, receipt));
    }
    List<Receipt> told = receipts.await();
    return Response.success(
        200,
        json -> {
          if (!parsed.isBatch()) {
            published(json, publications.getFirst(), told.getFirst());
            return;
          }
          json.beginArray();
          for (int i = 0; i < told.size(); i++) {
            published(json, publications.get(i), told.get(i));
          }
          json.endArray();
        });
  }

  private static void refuseUntil(long waitMillis) {
    if (waitMillis > 0) {
      throw Problem.tooManyUntil(waitMillis);
    }
  }

  private static void published(JsonWriter json, Publication publication, Receipt receipt) {
    Offset offset =
        switch (receipt) {
          case Receipt.Published(Offset known) -> known;
          case Receipt.Lost(String why) -> throw Problem.unavailable(why, 5);
        };
    json.beginObject().field("topic", publication.topic().name());
    json.field("offset", offset == null ? null : offset.toString()).endObject();
  }

  private Response history(Request request) {
    Principal reader = authenticator.require(request);
    Topic topic = PublishBody.topic("topic", request.queryParameter("topic").orElse(null));
    Access access = new Access(api.settings().policy(), reader);
    if (!access.mayRead(topic)) {
      throw Problem.forbidden("this topic is not for this user").with("topic", topic.name());
    }
    int limit = (int) request.queryNumber("limit", 50, 1, MAX_PAGE);
    @Nullable Offset before =
        request.queryParameter("before").map(TopicRoutes::offset).orElse(null);
    List<Event> found =
        api.hub()
            .caughtUp(CATCH_UP_MILLIS)
            .newest(
                topic,
                before,
                limit + 1,
                api.nowMillis(),
                event -> access.test(event.publication()));
    boolean more = found.size() > limit;
    List<Event> page = more ? found.subList(0, limit) : found;
    String next = more ? String.valueOf(page.getLast().offset()) : null;
    return Response.page(page, next, (json, event) -> json.raw(api.encoder().json(event)));
  }

  private static Offset offset(String text) {
    return Offset.parse(text).orElseThrow(() -> Problem.badRequest("before", "must be an offset"));
  }

  private Response list(Request request) {
    authenticator.requireAdmin(request);
    int limit = (int) request.queryNumber("limit", MAX_PAGE, 1, MAX_PAGE);
    List<ActiveTopics.Named> active = api.everywhere().subscribers().stream().limit(limit).toList();
    return Response.page(
        active,
        null,
        (json, one) ->
            json.beginObject()
                .field("topic", one.topic())
                .field("subscribers", one.subscribers())
                .endObject());
  }

  private Response disconnect(Request request) {
    authenticator.requireAdmin(request);
    String id = request.parameter("id");
    if (!api.everywhere().disconnect(id)) {
      throw Problem.notFound("connection");
    }
    return Response.success(
        200, json -> json.beginObject().field("id", id).field("disconnected", true).endObject());
  }
}
