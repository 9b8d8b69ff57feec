package dev.carillon.api.chat.rest;

import dev.carillon.http.Problem;
import dev.carillon.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What several routes read in bodies. */
final class Bodies {
  private Bodies() {}

  /** A text that null takes away; for the domain: empty. Not given: null, it stays. */
  static @Nullable String clearable(JsonObject body, String name) {
    boolean isCleared = body.names().contains(name) && !body.has(name);
    return isCleared ? "" : body.optionalString(name).orElse(null);
  }

  /** A number that must fit; not given: null. */
  static @Nullable Integer integer(JsonObject body, String name, int min, int max) {
    return body.optionalInteger(name, min, max).map(Long::intValue).orElse(null);
  }

  /**
   * One of the words of an enum, in lower case.
   *
   * @throws Problem 400 when it is another
   */
  static <E extends Enum<E>> Optional<E> word(JsonObject body, String name, Class<E> type) {
    return body.optionalString(name)
        .map(word -> {
          for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
              return constant;
            }
          }
          throw Problem.badRequest(name, "is not one of the words known here");
        });
  }
}
