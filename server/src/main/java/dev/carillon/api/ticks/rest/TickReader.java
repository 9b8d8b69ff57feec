package dev.carillon.api.ticks.rest;

import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Day;
import dev.carillon.ticks.Depth;
import dev.carillon.ticks.Instruments;
import dev.carillon.ticks.Level;
import dev.carillon.ticks.Tick;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads ticks as a feed writes them.
 *
 * <pre>{@code
 * {"token":"22","ltp":220800,"ltq":1,"ltt":"2025-01-09T12:53:00Z"}
 * }</pre>
 */
final class TickReader {
  private static final String LTT = "ltt";

  private final Instruments instruments;
  private final long nowMillis;

  /** What reading one gave. */
  sealed interface Reading {
    record Good(Arrival arrival) implements Reading {}

    record Bad(String code, String message) implements Reading {}
  }

  /**
   * Of these instruments.
   *
   * @param nowMillis the time of ticks that bear none
   */
  TickReader(Instruments instruments, long nowMillis) {
    this.instruments = instruments;
    this.nowMillis = nowMillis;
  }

  Reading read(Supplier<JsonObject> source) {
    try {
      JsonObject item = source.get();
      String token =
          item.optionalText("token").orElseThrow(() -> item.mismatch("token", "is required"));
      OptionalInt place = instruments.place(token);
      return place.isEmpty()
          ? new Reading.Bad("UNKNOWN_TOKEN", "token: is not known")
          : new Reading.Good(arrival(item, place.getAsInt()));
    } catch (JsonException problem) {
      String field = problem.field().filter(name -> !name.isEmpty()).map(n -> n + ": ").orElse("");
      return new Reading.Bad("INVALID_TICK", field + problem.getMessage());
    }
  }

  private Arrival arrival(JsonObject item, int place) {
    Tick tick =
        new Tick(item.integer("ltp", 0, Tick.MAX), item.integer("ltq", 0, Tick.MAX), time(item));
    Day.Stated stated =
        new Day.Stated(
            figure(item, "open"),
            figure(item, "high"),
            figure(item, "low"),
            figure(item, "close"),
            figure(item, "volume"),
            figure(item, "average_price"));
    return new Arrival(place, tick, stated, depth(item));
  }

  private long time(JsonObject item) {
    Optional<String> text = item.optionalString(LTT);
    if (text.isEmpty()) {
      return nowMillis;
    }
    try {
      long millis = Instant.parse(text.get()).toEpochMilli();
      if (millis >= 0 && millis <= Tick.MAX_TIME_MILLIS) {
        return millis;
      }
    } catch (DateTimeException | ArithmeticException _) {
      // Told below.
    }
    throw item.mismatch(LTT, "must be a time such as 2025-01-09T12:53:00Z");
  }

  private static long figure(JsonObject item, String name) {
    return item.optionalInteger(name, 0, Tick.MAX).orElse(Day.UNKNOWN);
  }

  private static @Nullable Depth depth(JsonObject item) {
    return item.optionalObject("depth")
        .map(depth -> new Depth(levels(depth, "buy"), levels(depth, "sell")))
        .orElse(null);
  }

  private static List<Level> levels(JsonObject depth, String side) {
    List<JsonObject> levels = depth.optionalObjects(side).orElse(List.of());
    if (levels.size() > Depth.LEVELS) {
      throw depth.mismatch(side, "must have at most " + Depth.LEVELS + " levels");
    }
    return levels.stream().map(TickReader::level).toList();
  }

  private static Level level(JsonObject level) {
    return new Level(
        level.integer("price", 0, Tick.MAX),
        level.integer("quantity", 0, Tick.MAX),
        level.optionalInteger("orders", 0, Tick.MAX).orElse(0L));
  }
}
