package dev.carillon.engine;

import dev.carillon.market.EngineView;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;
import java.util.ArrayList;
import java.util.List;

/** A feed that writes down what it is told, in one list with the answers. */
final class Told implements EngineFeed {
  final List<String> lines = new ArrayList<>();
  long timer = Long.MAX_VALUE;
  boolean fails;

  /** What was told since the last call. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  @Override
  public void begin(long sequence, long timeMillis) {
    add("begin " + sequence);
  }

  @Override
  public void happened(MarketEvent event) {
    add(event.getClass().getSimpleName());
  }

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {
    add(side + " " + price + " " + shown);
  }

  @Override
  public void batchDone(EngineView view, long nowMillis) {
    add("done");
  }

  @Override
  public long nextTimerMillis() {
    return timer;
  }

  @Override
  public void onTimer(EngineView view, long nowMillis) {
    timer = Long.MAX_VALUE;
    add("timer");
  }

  private void add(String line) {
    lines.add(line);
    if (fails) {
      throw new IllegalStateException("a feed's bug");
    }
  }
}
