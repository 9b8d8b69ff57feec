package dev.carillon.api.exchange.format;

import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.OrderTerms;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The constants of the domain as words of this API: {@code STOP_LIMIT} is {@code stop_limit}. */
public final class Words {
  /** What the book need not know: good till a date. */
  static final String GTD = "GTD";

  private Words() {}

  /** In small letters. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  public static String of(Side side) {
    return side == Side.BUY ? "buy" : "sell";
  }

  /** GTC, IOC, FOK or GTD. */
  static String timeInForce(OrderTerms terms) {
    return terms.options().expireAt() == 0 ? terms.timeInForce().name() : GTD;
  }

  /** The constant that a member names, in small or capital letters. */
  public static <E extends Enum<E>> Optional<E> read(
      JsonObject json, String name, List<E> allowed) {
    return json.optionalString(name).map(word -> find(json, name, word, allowed));
  }

  private static <E extends Enum<E>> E find(
      JsonObject json, String name, String word, List<E> allowed) {
    return allowed.stream()
        .filter(constant -> constant.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() -> notAllowed(json, name, allowed));
  }

  private static <E extends Enum<E>> JsonException notAllowed(
      JsonObject json, String name, List<E> allowed) {
    return json.mismatch(
        name,
        allowed.stream().map(Words::of).collect(Collectors.joining(", ", "must be one of ", "")));
  }

  /** All constants of a kind. */
  static <E extends Enum<E>> List<E> all(Class<E> kind) {
    return Arrays.asList(kind.getEnumConstants());
  }
}
