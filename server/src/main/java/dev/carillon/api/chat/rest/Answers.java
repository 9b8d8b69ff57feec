package dev.carillon.api.chat.rest;

import dev.carillon.chat.Outcome;
import dev.carillon.chat.Outcome.Already;
import dev.carillon.chat.Outcome.Done;
import dev.carillon.chat.Outcome.Refused;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the domain says as what HTTP says. */
final class Answers {
  private static final int CREATED = 201;
  private static final int OK = 200;

  private Answers() {}

  /** Over HTTP the answer is what the call returns; nobody waits for it before. */
  static <T> Consumer<T> unheard() {
    return _ -> {};
  }

  /**
   * What was asked for, done now or before.
   *
   * @param what is missing when it is not found
   */
  static <T> T value(Outcome<T> outcome, String what) {
    return switch (outcome) {
      case Done<T>(T value) -> value;
      case Already<T>(T value) -> value;
      case Refused<T> refused -> throw problem(refused, what);
    };
  }

  /** 201 when it is new, 200 when it was so already. */
  static <T> Response created(Outcome<T> outcome, String what, BiConsumer<JsonWriter, T> element) {
    T value = value(outcome, what);
    return Response.success(
        outcome instanceof Done ? CREATED : OK, json -> element.accept(json, value));
  }

  static <T> Response ok(Outcome<T> outcome, String what, BiConsumer<JsonWriter, T> element) {
    T value = value(outcome, what);
    return Response.success(OK, json -> element.accept(json, value));
  }

  /** {@code {"id":"..."}}: what is no more. */
  static Response gone(Outcome<?> outcome, String what, String id) {
    Object _ = value(outcome, what);
    return Response.success(OK, json -> json.beginObject().field("id", id).endObject());
  }

  /** A list that is never long. */
  static <T> Response all(List<T> items, BiConsumer<JsonWriter, T> element) {
    return Response.page(items, null, element);
  }

  /**
   * A part of a list: {@code {"success":true,"data":[...],"page":{"next":"..."|null,
   * "has_more":true,"cursor":"..."|null}}}; {@code cursor} is {@code next} by another name.
   *
   * @param id names an item for {@code before} or {@code after}
   */
  static <T> Response page(
      List<T> items, boolean hasMore, Function<T, String> id, BiConsumer<JsonWriter, T> element) {
    String next = hasMore && !items.isEmpty() ? id.apply(items.getLast()) : null;
    return list(
        items,
        element,
        page -> page.field("next", next).field("has_more", hasMore).field("cursor", next));
  }

  /** A list with members of its own in {@code page}. */
  static <T> Response list(
      List<T> items, BiConsumer<JsonWriter, T> element, Consumer<JsonWriter> page) {
    return Response.json(
        OK,
        json -> {
          json.beginObject().field("success", true).name("data").beginArray();
          items.forEach(item -> element.accept(json, item));
          json.endArray().name("page").beginObject();
          page.accept(json);
          json.endObject().endObject();
        });
  }

  /** A no of the domain. What one may not know of is not found. */
  static Problem problem(Refused<?> refused, String what) {
    return switch (refused.reason()) {
      case NOT_FOUND, ACCESS_DENIED -> Problem.notFound(what);
      case FORBIDDEN -> Problem.forbidden("Insufficient permissions");
      case ARCHIVED -> Problem.conflict("ARCHIVED", "This channel takes no changes any more");
      case EDIT_TIME_LIMIT -> Problem.unprocessable("EDIT_TIME_LIMIT", "Edit time limit exceeded");
      case DELETED -> Problem.conflict("MESSAGE_DELETED", "This message is deleted");
      case TOO_MANY_REACTIONS ->
          Problem.unprocessable("TOO_MANY_REACTIONS", "This message has too many different emoji");
      case TOO_FAST -> tooFast(refused.retryAfterMillis());
      case NAME_TAKEN -> Problem.conflict("NAME_TAKEN", "This name is taken");
      case EXPIRED ->
          Problem.unprocessable("INVITE_EXPIRED", "This invitation is not good any more");
      case KEY_REUSED ->
          Problem.unprocessable(
              "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key: used for another message before");
      case QUOTA_EXCEEDED ->
          Problem.of(413, "QUOTA_EXCEEDED", "Your files take all the room that you have");
      case INVALID -> invalid(refused.errors());
    };
  }

  /** With the members that a socket is told, beside those of every 429 (chat.md row 39). */
  static Problem tooFast(long retryAfterMillis) {
    return Problem.tooManyRequests(Math.max(1, Math.ceilDiv(retryAfterMillis, 1_000)))
        .with("reason", "rate_limit_exceeded")
        .with("retry_after", retryAfterMillis);
  }

  /** 400 with the first field named, and all of them under {@code errors}. */
  private static Problem invalid(Map<String, List<String>> errors) {
    Map.@Nullable Entry<String, List<String>> first =
        errors.entrySet().stream().min(Map.Entry.comparingByKey()).orElse(null);
    return first == null
        ? Problem.badRequest("body", "is not valid")
        : Problem.badRequest(first.getKey(), String.join("; ", first.getValue()))
            .with("errors", errors);
  }
}
