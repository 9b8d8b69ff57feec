package dev.carillon.demo.market;

import dev.carillon.engine.EngineFeed;
import dev.carillon.market.EngineView;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;

/** Of a past that is told later, from the journal. */
class Unheard implements EngineFeed {
  @Override
  public void begin(long sequence, long timeMillis) {}

  @Override
  public void happened(MarketEvent event) {}

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {}

  @Override
  public void batchDone(EngineView view, long nowMillis) {}

  @Override
  public long nextTimerMillis() {
    return Long.MAX_VALUE;
  }

  @Override
  public void onTimer(EngineView view, long nowMillis) {}
}
