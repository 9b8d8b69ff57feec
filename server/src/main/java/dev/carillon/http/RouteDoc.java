package dev.carillon.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the API reference says of a route.
 *
 * @param summary one line
 * @param query optional query parameters and what they mean
 * @param bodyExample the JSON body by example; empty: no body
 * @param isSecured whether it needs a bearer token
 * @param isHidden whether the reference leaves it out
 */
public record RouteDoc(
    String summary,
    Map<String, String> query,
    String bodyExample,
    boolean isSecured,
    boolean isHidden) {

  static RouteDoc of(String summary) {
    return new RouteDoc(summary, Map.of(), "", false, false);
  }

  RouteDoc plusQuery(String name, String meaning) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, meaning);
    return new RouteDoc(summary, more, bodyExample, isSecured, isHidden);
  }

  RouteDoc withBody(String exampleJson) {
    return new RouteDoc(summary, query, exampleJson, isSecured, isHidden);
  }

  RouteDoc withToken() {
    return new RouteDoc(summary, query, bodyExample, true, isHidden);
  }

  RouteDoc hide() {
    return new RouteDoc(summary, query, bodyExample, isSecured, true);
  }
}
