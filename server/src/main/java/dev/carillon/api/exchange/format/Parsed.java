package dev.carillon.api.exchange.format;

import dev.carillon.json.JsonException;
import java.util.function.Supplier;

/** What was made of a request. */
public sealed interface Parsed<T> {

  /** What was asked for. */
  record Good<T>(T value) implements Parsed<T> {}

  /** What is wrong with it. */
  record Bad<T>(Fault fault) implements Parsed<T> {}

  /** What {@code reader} gives; what it does not like becomes a fault. */
  static <T> Parsed<T> by(Supplier<T> reader) {
    try {
      return new Good<>(reader.get());
    } catch (JsonException e) {
      return new Bad<>(Fault.of(e));
    }
  }
}
