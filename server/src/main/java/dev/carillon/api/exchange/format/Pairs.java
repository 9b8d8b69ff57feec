package dev.carillon.api.exchange.format;

import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.PairStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The pairs there are, for those who may not ask the engine. Written by the engine's thread, read
 * by any.
 */
public final class Pairs {
  /** Never changed; replaced when a pair changes, which is seldom. In the order of definition. */
  private volatile Map<String, Listed> bySymbol = Map.of();

  /** A pair and whether it can be traded now. */
  public record Listed(Pair pair, PairStatus status) {}

  /** A pair is new or otherwise now. On the engine's thread. */
  public void put(Pair pair, PairStatus status) {
    Map<String, Listed> changed = new LinkedHashMap<>(bySymbol);
    changed.put(pair.symbol(), new Listed(pair, status));
    bySymbol = changed;
  }

  /** All of them, in the order in which they were defined. */
  public List<Listed> all() {
    return List.copyOf(bySymbol.values());
  }

  /** The pair of that very name. */
  public Optional<Listed> find(String symbol) {
    return Optional.ofNullable(bySymbol.get(symbol));
  }

  /** The pair of that very name; else what its name would be, if it is like one (row Z). */
  public Parsed<Pair> named(String symbol) {
    Optional<Listed> known = find(symbol);
    return known.isPresent()
        ? new Parsed.Good<>(known.get().pair())
        : new Parsed.Bad<>(Fault.of(ExchangeError.INVALID_SYMBOL, unknown(symbol)));
  }

  /** The pair that the member {@code symbol} of a request names. */
  public Parsed<Pair> of(JsonObject json) {
    Optional<String> symbol;
    try {
      symbol = json.optionalString("symbol");
    } catch (JsonException e) {
      return new Parsed.Bad<>(Fault.of(e));
    }
    return symbol
        .map(this::named)
        .orElseGet(() ->
            new Parsed.Bad<>(
                Fault.of(ExchangeError.INVALID_SYMBOL, "Parameter 'symbol' is required")));
  }

  private String unknown(String symbol) {
    String shown = symbol.length() <= 32 ? symbol : symbol.substring(0, 32);
    String like = bare(symbol);
    return "Symbol '"
        + shown
        + "' does not exist"
        + bySymbol.keySet().stream()
            .filter(canonical -> bare(canonical).equals(like))
            .findFirst()
            .map(canonical -> "; the canonical form is '" + canonical + "'")
            .orElse("");
  }

  /** Letters and digits alone: {@code btc-usdt} is like {@code BTC/USDT}. */
  private static String bare(String symbol) {
    return symbol.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
  }
}
