package dev.carillon.api.chat.rest;

import dev.carillon.http.Problem;
import dev.carillon.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What several routes read in bodies. */
final class Bodies {
  private static final long MAX_MILLIS = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

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
   * A time such as {@code 2030-01-01T00:00:00Z} in milliseconds; 0: null or not given.
   *
   * @throws Problem 400 when it is something else, or no time between 1970 and 9999
   */
  static long time(JsonObject body, String name) {
    Optional<String> text = body.optionalString(name);
    try {
      long millis = text.isEmpty() ? 0 : Instant.parse(text.get()).toEpochMilli();
      if (millis >= 0 && millis <= MAX_MILLIS) {
        return millis;
      }
    } catch (DateTimeException | ArithmeticException _) {
      // Said below.
    }
    throw Problem.badRequest(name, "must be a time such as 2030-01-01T00:00:00Z");
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
