package dev.carillon.api.ticks.rest;

import dev.carillon.api.ticks.TickBoard;
import dev.carillon.core.auth.Principal;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Fields;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import dev.carillon.ticks.Arrival;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code POST /api/ticks/feed}: ticks from outside. One that can't be taken does not hold up the
 * others, and is told in the answer.
 */
final class FeedRoutes {
  private static final String ROLE = "feed";
  private static final String LINES = "application/x-ndjson";
  private static final int MAX_TICKS = 10_000;
  private static final int MAX_BYTES = 16 << 20;

  private final TickBoard board;
  private final Authenticator programs;
  private final InstantSource clock;

  FeedRoutes(TickBoard board, Authenticator programs, InstantSource clock) {
    this.board = board;
    this.programs = programs;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                "/api/ticks/feed",
                "Ticks from outside, as JSON or one a line (" + LINES + "), for the role feed",
                this::feed)
            .needsToken()
            .takesBody(
                "{\"ticks\":[{\"token\":\"22\",\"ltp\":220800,\"ltq\":1,"
                    + "\"ltt\":\"2025-01-09T12:53:00Z\"}]}")
            .streamsUpTo(MAX_BYTES));
  }

  private Response feed(Request request) {
    Principal principal = programs.require(request);
    if (!principal.roles().contains(ROLE) && !principal.isAdmin()) {
      throw Problem.forbidden("for the role feed only");
    }
    String media = request.header("Content-Type").map(Fields::media).orElse("");
    List<Supplier<JsonObject>> items =
        switch (media) {
          case LINES -> lines(bytes(request));
          case "application/json" -> array(bytes(request));
          default -> throw Problem.unsupportedMediaType("application/json or " + LINES);
        };
    if (items.isEmpty() || items.size() > MAX_TICKS) {
      throw Problem.badRequest("ticks", "must be 1 to " + MAX_TICKS);
    }
    TickReader reader = new TickReader(board.instruments(), clock.millis());
    List<Arrival> arrivals = new ArrayList<>(items.size());
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      switch (reader.read(items.get(i))) {
        case TickReader.Reading.Good(Arrival arrival) -> arrivals.add(arrival);
        case TickReader.Reading.Bad(String code, String message) ->
            faults.add(new Fault(i, code, message));
      }
    }
    board.feed(arrivals);
    return answer(arrivals.size(), faults);
  }

  /**
   * A tick that was not taken.
   *
   * @param index its place in the call, from 0
   */
  private record Fault(int index, String code, String message) {
    void write(JsonWriter json) {
      json.beginObject()
          .field("index", index)
          .field("code", code)
          .field("message", message)
          .endObject();
    }
  }

  private static Response answer(int accepted, List<Fault> faults) {
    return Response.success(
        200,
        json -> {
          json.beginObject().field("accepted", accepted).field("refused", faults.size());
          json.name("errors").beginArray();
          faults.forEach(fault -> fault.write(json));
          json.endArray().endObject();
        });
  }

  private static byte[] bytes(Request request) {
    try (InputStream bytes = request.body().stream()) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("ticks could not be read", e);
    }
  }

  private static List<Supplier<JsonObject>> array(byte[] json) {
    JsonObject body = Json.object(json);
    return body
        .optionalObjects("ticks")
        .orElseThrow(() -> body.mismatch("ticks", "is required"))
        .stream()
        .<Supplier<JsonObject>>map(item -> () -> item)
        .toList();
  }

  /** Blank lines do not count. */
  private static List<Supplier<JsonObject>> lines(byte[] text) {
    List<Supplier<JsonObject>> items = new ArrayList<>();
    int start = 0;
    for (int at = 0; at <= text.length; at++) {
      if (at == text.length || text[at] == '\n') {
        int from = start;
        int length = at - start;
        if (!isBlank(text, from, at)) {
          items.add(() -> Json.object(text, from, length));
        }
        start = at + 1;
      }
    }
    return items;
  }

  private static boolean isBlank(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text[at] != ' ' && text[at] != '\r' && text[at] != '\t') {
        return false;
      }
    }
    return true;
  }
}
