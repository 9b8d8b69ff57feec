package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.IdempotencyKey;
import dev.carillon.api.desk.format.Ids;
import dev.carillon.desk.history.Page;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.json.JsonWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param owner who asks
 */
record Call(Request request, String owner) {
  private static final Pattern TICKET = Pattern.compile("[1-9][0-9]{0,17}");
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 500;

  /** The number of a thing whose id is in the path; 404 when nothing is called so. */
  long id(Ids ids, String what) {
    return ids.parse(request.parameter("id")).orElseThrow(() -> Problem.notFound(what));
  }

  /** The ticket in the path; 404 when it is none. */
  long ticket() {
    String text = request.parameter("ticket");
    if (!TICKET.matcher(text).matches()) {
      throw Problem.notFound("open position");
    }
    return Long.parseLong(text);
  }

  /** Whether the query asks for things of that symbol. */
  boolean wants(Symbol symbol) {
    return request.queryParameter("symbol").filter(name -> !name.equals(symbol.name())).isEmpty();
  }

  /** What {@code Idempotency-Key} says. */
  Optional<String> key() {
    Optional<String> key = request.header("Idempotency-Key");
    if (key.filter(text -> text.isBlank() || text.length() > IdempotencyKey.MAX_CHARS)
        .isPresent()) {
      throw Problem.badRequest(
          "Idempotency-Key", "must have 1 to " + IdempotencyKey.MAX_CHARS + " characters");
    }
    return key;
  }

  /** By what a command is known when it comes again; null: by nothing. */
  @Nullable RequestKey key(String kind, Command unkeyed) {
    return key().map(text -> IdempotencyKey.of(kind, text, unkeyed)).orElse(null);
  }

  /**
   * A page of a list that is newest first.
   *
   * @param ids how its things are called
   */
  <T> Response page(
      List<T> newestFirst, Ids ids, ToLongFunction<T> number, BiConsumer<JsonWriter, T> element) {
    int limit = limit();
    long before = before(ids);
    List<T> rest =
        newestFirst.stream().filter(thing -> number.applyAsLong(thing) < before).toList();
    List<T> shown = rest.subList(0, Math.min(limit, rest.size()));
    String next = rest.size() > limit ? ids.text(number.applyAsLong(shown.getLast())) : null;
    return Response.page(shown, next, element);
  }

  /**
   * A page of what the desk remembers and what its history has.
   *
   * @param remembered in any order; what the history has, too, is taken from there
   * @param stored as it is found for {@link #stored}
   */
  <T> Response page(
      List<T> remembered,
      List<T> stored,
      Ids ids,
      ToLongFunction<T> number,
      BiConsumer<JsonWriter, T> element) {
    SortedMap<Long, T> newestFirst = new TreeMap<>(Comparator.reverseOrder());
    remembered.forEach(thing -> newestFirst.put(number.applyAsLong(thing), thing));
    stored.forEach(thing -> newestFirst.put(number.applyAsLong(thing), thing));
    return page(List.copyOf(newestFirst.values()), ids, number, element);
  }

  /** What is asked of the history: one more than the page, which tells whether there is a next. */
  Page stored(Ids ids) {
    return new Page(owner, request.queryParameter("symbol").orElse(null), before(ids), limit() + 1);
  }

  private int limit() {
    return (int) request.queryNumber("limit", PAGE, 1, MAX_PAGE);
  }

  private long before(Ids ids) {
    Optional<String> text = request.queryParameter("before");
    if (text.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return ids.parse(text.get())
        .orElseThrow(() -> Problem.badRequest("before", "must be an id such as " + ids.text(123)));
  }
}
