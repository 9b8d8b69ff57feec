package dev.carillon.demo.market;

import dev.carillon.engine.EngineFeed;
import dev.carillon.market.EngineView;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;
import java.util.ArrayList;
import java.util.List;

/** Hears of commands, and keeps their numbers. */
final class QuietFeed implements EngineFeed {
  final List<Long> numbers = new ArrayList<>();

  @Override
  public void begin(long sequence, long timeMillis) {
    numbers.add(sequence);
  }

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
