package dev.carillon.api.desk.format;

import dev.carillon.desk.quote.Sessions;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Symbol.Contract;
import dev.carillon.desk.quote.Symbol.Costs;
import dev.carillon.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what an administrator says of a symbol; its members are those of {@link SymbolJson}. Name,
 * currencies and digits are required, the rest has usual values; what is wrong is a {@link
 * dev.carillon.json.JsonException}.
 */
public final class SymbolRequest {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9._]{1,32}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final long MOST = 1_000_000_000;
  private static final int MOST_DIGITS = 8;

  private final JsonObject json;

  private SymbolRequest(JsonObject json) {
    this.json = json;
  }

  /** A new symbol; a lot of 100,000 units, no costs, always open, unless it says otherwise. */
  public static Symbol define(JsonObject json) {
    SymbolRequest request = new SymbolRequest(json);
    Contract usual = Contract.STANDARD;
    long size = json.optionalInteger("contractSize", 1, MOST).orElse(usual.size());
    return request.checked(
        request.text("symbol", NAME),
        request.text("base", CURRENCY),
        request.text("quote", CURRENCY),
        (int) json.integer("digits", 0, MOST_DIGITS),
        new Contract(
            size, usual.minVolume(), usual.volumeStep(), usual.maxVolume(), usual.marginPercent()));
  }

  /** Other rules for a known symbol, as far as they are named. */
  public static Symbol change(JsonObject json, Symbol known) {
    for (String fixed : new String[] {"base", "quote", "digits", "contractSize"}) {
      if (json.has(fixed)) {
        throw json.mismatch(fixed, "can't change, and must not be named");
      }
    }
    return new SymbolRequest(json).with(known);
  }

  private String text(String name, Pattern pattern) {
    String text = json.string(name);
    if (!pattern.matcher(text).matches()) {
      throw json.mismatch(name, "must be " + pattern.pattern());
    }
    return text;
  }

  private Symbol checked(String name, String base, String quote, int digits, Contract contract) {
    try {
      return with(new Symbol(name, base, quote, digits, contract, Costs.NONE, Sessions.ALWAYS));
    } catch (IllegalArgumentException e) {
      throw json.mismatch("contractSize", String.valueOf(e.getMessage()));
    }
  }

  private Symbol with(Symbol symbol) {
    Contract old = symbol.contract();
    Costs costs = symbol.costs();
    try {
      return symbol
          .with(
              new Contract(
                  old.size(),
                  volume("minVolume", old.minVolume()),
                  volume("volumeStep", old.volumeStep()),
                  volume("maxVolume", old.maxVolume()),
                  json.optionalInteger("marginPercent", 0, MOST)
                      .orElse((long) old.marginPercent())
                      .intValue()))
          .with(
              new Costs(
                  Numbers.money(json, "commission", MOST).orElse(costs.commission()),
                  swap("swapLong", costs.swapLong()),
                  swap("swapShort", costs.swapShort())))
          .with(sessions(symbol.sessions()));
    } catch (IllegalArgumentException e) {
      throw json.mismatch("maxVolume", String.valueOf(e.getMessage()));
    }
  }

  private long volume(String name, long otherwise) {
    return Numbers.volume(json, name).orElse(otherwise);
  }

  /** In hundredths of a point; negative: it costs. */
  private long swap(String name, long otherwise) {
    Optional<BigDecimal> points = json.optionalDecimal(name);
    if (points.isEmpty()) {
      return otherwise;
    }
    boolean isSmall =
        points.get().precision() < 12
            && Math.abs((long) points.get().scale()) < 12
            && points.get().stripTrailingZeros().scale() <= 2;
    if (!isSmall) {
      throw json.mismatch(name, "must be points with at most two decimals");
    }
    return points.get().movePointRight(2).longValue();
  }

  private Sessions sessions(Sessions otherwise) {
    return json.optionalString("sessions")
        .map(word ->
            switch (word) {
              case "ALWAYS" -> Sessions.ALWAYS;
              case "FOREX" -> Sessions.FOREX;
              case "METALS" -> Sessions.METALS;
              default -> throw json.mismatch("sessions", "must be ALWAYS, FOREX or METALS");
            })
        .orElse(otherwise);
  }
}
