package dev.carillon.desk.quote;

import dev.carillon.desk.quote.Conversion.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the quotes by which one currency becomes another. Confined to its owner. */
public final class Rates {
  private static final String BETWEEN = "USD";

  private final List<Quote> quotes = new ArrayList<>();

  /** One more symbol; the first that fits is used. */
  public void add(Quote quote) {
    quotes.add(quote);
  }

  /**
   * The way from one currency to another: none for the same, else the symbol of the two, either way
   * round, else through US dollars. Only symbols that were quoted count, so the first quote of a
   * symbol may open a shorter way, and nothing else does.
   */
  public Optional<Conversion> find(String from, String to) {
    if (from.equals(to)) {
      return Optional.of(Conversion.NONE);
    }
    Optional<Leg> direct = leg(from, to);
    if (direct.isPresent()) {
      return direct.map(leg -> new Conversion(List.of(leg)));
    }
    Optional<Leg> first = leg(from, BETWEEN);
    Optional<Leg> second = leg(BETWEEN, to);
    return first.isPresent() && second.isPresent()
        ? Optional.of(new Conversion(List.of(first.get(), second.get())))
        : Optional.empty();
  }

  private Optional<Leg> leg(String from, String to) {
    for (Quote quote : quotes) {
      Symbol symbol = quote.symbol();
      if (quote.isKnown() && symbol.base().equals(from) && symbol.quote().equals(to)) {
        return Optional.of(new Leg(quote, false));
      }
      if (quote.isKnown() && symbol.base().equals(to) && symbol.quote().equals(from)) {
        return Optional.of(new Leg(quote, true));
      }
    }
    return Optional.empty();
  }
}
