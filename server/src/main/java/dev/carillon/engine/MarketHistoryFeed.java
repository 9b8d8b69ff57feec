package dev.carillon.engine;

import dev.carillon.machine.history.Projector;
import dev.carillon.market.EngineView;
import dev.carillon.market.book.Side;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;

/** Tells a projector what the engine does. */
public record MarketHistoryFeed(Projector<MarketEvent> projector) implements EngineFeed {

  /**
   * Starts a projector that brings to the history what it is told.
   *
   * @param maxWaiting how many events may wait before the engine takes no more commands
   */
  public static Projector<MarketEvent> project(MarketHistory history, int maxWaiting) {
    return new Projector<>("market", new MarketProjection(history), maxWaiting);
  }

  @Override
  public void begin(long sequence, long timeMillis) {
    projector.begin(sequence);
  }

  @Override
  public void happened(MarketEvent event) {
    if (MarketProjection.keeps(event)) {
      projector.happened(event);
    }
  }

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {
    // Books are not history.
  }

  @Override
  public void batchDone(EngineView view, long nowMillis) {
    projector.batchDone();
  }

  @Override
  public long nextTimerMillis() {
    return Long.MAX_VALUE;
  }

  @Override
  public void onTimer(EngineView view, long nowMillis) {
    // It has none.
  }
}
