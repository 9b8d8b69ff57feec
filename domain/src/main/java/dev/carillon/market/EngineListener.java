package dev.carillon.market;

import dev.carillon.market.book.Side;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;

/**
 * Hears what a {@link MatchingEngine} does while it applies a command, in the order in which it
 * happens, on the engine's thread. Must not throw, and must not apply commands.
 */
public interface EngineListener {

  /** Nobody needs to be told. */
  EngineListener NOBODY =
      new EngineListener() {
        @Override
        public void happened(MarketEvent event) {}

        @Override
        public void levelChanged(Pair pair, Side side, long price, long shown) {}
      };

  /** Something that has a meaning of its own. */
  void happened(MarketEvent event);

  /**
   * What a price level of a book shows has changed. The book is only sure to be uncrossed when the
   * command is done.
   *
   * @param price in ticks
   * @param shown in lots; 0: the level is gone
   */
  void levelChanged(Pair pair, Side side, long price, long shown);
}
