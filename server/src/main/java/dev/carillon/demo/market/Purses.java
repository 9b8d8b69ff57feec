package dev.carillon.demo.market;

import dev.carillon.demo.market.MarketPlan.Maker;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each participant is meant to have: who has far less is given the rest. Any thread. */
final class Purses {
  /** In parts of what is meant: with less than that, money comes in. */
  private static final double LOW = 0.25;

  private final Map<String, Purse> purses = new HashMap<>();

  /** What one has; in the order of the names, so that all runs pay in the same order. */
  private record Purse(SortedMap<String, Double> amounts) {}

  Purses() {
    for (MarketPlan market : Plans.ALL) {
      for (Maker maker : market.makers()) {
        String base = market.pair().base();
        String quote = market.pair().quote();
        add(maker.owner(), Map.of(base, maker.base(), quote, maker.quote()));
      }
    }
    Plans.TAKERS.forEach(taker -> add(taker, Plans.TAKER_FUNDS));
  }

  private void add(String owner, Map<String, Double> amounts) {
    purses.put(owner, new Purse(new TreeMap<>(amounts)));
  }

  /** What is paid in for the participant that was seen. */
  void fill(Seen seen, Batch batch) {
    Purse purse = purses.get(seen.owner());
    if (purse == null) {
      return;
    }
    purse
        .amounts()
        .forEach((currency, amount) -> {
          double has = seen.total(currency) / Plans.UNITS;
          if (has < LOW * amount) {
            batch.add(Plans.deposit(seen.owner(), currency, amount - has));
          }
        });
  }
}
