package dev.carillon.http;

import java.util.Locale;
import java.util.Optional;

/** The methods that routes may have (RFC 9110 section 9, RFC 5789). */
public enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  PATCH,
  DELETE,
  OPTIONS;

  /** The method of this name; names are case-sensitive on the wire. */
  public static Optional<Method> named(String name) {
    for (Method method : values()) {
      if (method.name().equals(name)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }

  /** As OpenAPI writes it. */
  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
