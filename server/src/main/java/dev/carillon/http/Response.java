package dev.carillon.http;

import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP response. Immutable. The wire adds {@code Content-Length}, {@code Date}, {@code
 * Connection} and the encoding.
 *
 * @param status 200 to 599
 */
public record Response(int status, Headers headers, Body body) {
  private static final Headers JSON = Headers.of("Content-Type", "application/json");
  private static final Headers TEXT = Headers.of("Content-Type", "text/plain; charset=utf-8");
  private static final Headers HTML = Headers.of("Content-Type", "text/html; charset=utf-8");

  public Response {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 200..599)");
    }
  }

  /** {@code json} is taken over without a copy. */
  public static Response json(int status, byte[] json) {
    return new Response(status, JSON, Body.of(json));
  }

  public static Response json(int status, Consumer<JsonWriter> content) {
    return json(status, Json.bytes(content));
  }

  public static Response text(int status, String text) {
    return new Response(status, TEXT, Body.of(text));
  }

  public static Response html(int status, String html) {
    return new Response(status, HTML, Body.of(html));
  }

  public static Response empty(int status) {
    return new Response(status, Headers.EMPTY, Body.EMPTY);
  }

  /**
   * The contract's success: {@code {"success":true,"data":...}}.
   *
   * @param data writes exactly one JSON value
   */
  public static Response success(int status, Consumer<JsonWriter> data) {
    JsonWriter writer = new JsonWriter().beginObject().field("success", true).name("data");
    data.accept(writer);
    return json(status, writer.endObject().toBytes());
  }

  /**
   * The contract's list: {@code {"success":true,"data":[...],"page":{"next":"..."|null}}}.
   *
   * @param next what {@code before} or {@code after} must be for the next page; null: the last one
   * @param element writes one JSON value for an item
   */
  public static <T> Response page(
      List<T> items, @Nullable String next, BiConsumer<JsonWriter, T> element) {
    JsonWriter writer = new JsonWriter(1024);
    writer.beginObject().field("success", true).name("data").beginArray();
    for (T item : items) {
      element.accept(writer, item);
    }
    writer.endArray().name("page").beginObject().field("next", next).endObject();
    return json(200, writer.endObject().toBytes());
  }

  /** This response with one more header. */
  public Response withHeader(String name, String value) {
    return new Response(status, headers.plus(name, value), body);
  }

  /** This response with more headers. */
  public Response withHeaders(Headers more) {
    return new Response(status, headers.plus(more), body);
  }
}
