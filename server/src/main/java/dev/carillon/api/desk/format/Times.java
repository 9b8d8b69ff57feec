package dev.carillon.api.desk.format;

import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Times as members: {@code "2024-01-01T00:00:00.000Z"}. */
public final class Times {
  /** What can be written again: the end of the year 9999. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final String ISSUE = "must be a time such as 2024-01-01T00:00:00.000Z";

  private Times() {}

  /** A time in milliseconds since 1970. */
  public static JsonWriter time(JsonWriter json, String name, long millis) {
    return json.name(name).string(IsoTime.text(millis));
  }

  /** The same; 0 is written as null. */
  static JsonWriter optionalTime(JsonWriter json, String name, long millis) {
    return millis == 0 ? json.field(name, null) : time(json, name, millis);
  }

  /** The time that a member is, in milliseconds since 1970, in the years 1970 to 9999. */
  public static Optional<Long> read(JsonObject json, String name) {
    return json.optionalString(name)
        .map(text -> {
          Instant time;
          try {
            time = Instant.parse(text);
          } catch (DateTimeException _) {
            throw json.mismatch(name, ISSUE);
          }
          if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
            throw json.mismatch(name, ISSUE);
          }
          return time.toEpochMilli();
        });
  }
}
