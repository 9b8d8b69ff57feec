package dev.carillon.http;

import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read to its end. Immutable.
 *
 * @param parameters the path parameters of the route that matched, by name, decoded
 * @param peer who sent it
 */
public record Request(
    Method method,
    Target target,
    Map<String, String> parameters,
    Headers headers,
    Body body,
    Peer peer) {

  /**
   * The other end of the connection, as trusted proxies tell it.
   *
   * @param remoteAddress an IP address as text; IPv4-mapped addresses as IPv4
   * @param isSecure whether the client spoke TLS, to us or to a trusted proxy
   */
  public record Peer(String remoteAddress, boolean isSecure) {}

  public Request {
    parameters = Map.copyOf(parameters);
  }

  /** A request without headers and body from 127.0.0.1, for tests and handlers' own calls. */
  public static Request of(Method method, String requestTarget) {
    return new Request(
        method,
        Target.parse(requestTarget),
        Map.of(),
        Headers.EMPTY,
        Body.EMPTY,
        new Peer("127.0.0.1", false));
  }

  /** This request with one more header. */
  public Request withHeader(String name, String value) {
    return new Request(method, target, parameters, headers.plus(name, value), body, peer);
  }

  /** This request with a JSON body and its content type. */
  public Request withJson(String json) {
    Headers typed = headers.plus("Content-Type", "application/json");
    return new Request(method, target, parameters, typed, Body.of(json), peer);
  }

  Request withParameters(Map<String, String> matched) {
    return new Request(method, target, matched, headers, body, peer);
  }

  /** The decoded path without the query. */
  public String path() {
    return target.path();
  }

  /** The decoded query parameters in their order. */
  public Map<String, List<String>> query() {
    return target.query();
  }

  /**
   * A parameter of the route's template.
   *
   * @throws IllegalArgumentException when the template has no such parameter
   */
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: " + parameters.keySet() + ")");
    }
    return value;
  }

  /** The first value of a query parameter. */
  public Optional<String> queryParameter(String name) {
    return query().getOrDefault(name, List.of()).stream().findFirst();
  }

  /**
   * A whole number in the query.
   *
   * @throws Problem 400 when it is there and is not one in {@code min} to {@code max}
   */
  public long queryNumber(String name, long otherwise, long min, long max) {
    Optional<String> text = queryParameter(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    String issue = "must be an integer in " + min + ".." + max;
    try {
      long number = Long.parseLong(text.get());
      if (number >= min && number <= max) {
        return number;
      }
      throw Problem.badRequest(name, issue);
    } catch (NumberFormatException _) {
      throw Problem.badRequest(name, issue);
    }
  }

  /** The first value of a header, whatever the case of {@code name}. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** What stands behind {@code Authorization: Bearer}. */
  public Optional<String> bearerToken() {
    return header("Authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip())
        .filter(token -> !token.isEmpty());
  }

  public String remoteAddress() {
    return peer.remoteAddress();
  }

  public boolean isSecure() {
    return peer.isSecure();
  }

  /**
   * The body as a JSON object.
   *
   * @throws Problem 415 when the content type is not JSON in UTF-8
   * @throws dev.carillon.json.JsonException when it is not a JSON object; the router makes it a 400
   */
  public JsonObject json() {
    String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    int semicolon = type.indexOf(';');
    String media = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    String parameters = semicolon < 0 ? "" : type.substring(semicolon + 1).strip();
    boolean isJson = media.equals("application/json") || media.endsWith("+json");
    boolean isUtf8 =
        !parameters.startsWith("charset=")
            || parameters.substring(8).replace("\"", "").strip().equals("utf-8");
    if (!isJson || !isUtf8) {
      throw Problem.unsupportedMediaType("application/json");
    }
    return Json.object(body.bytes());
  }
}
