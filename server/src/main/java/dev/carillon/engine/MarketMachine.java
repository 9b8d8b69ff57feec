package dev.carillon.engine;

import dev.carillon.machine.Feeds;
import dev.carillon.machine.Machine;
import dev.carillon.market.EngineListener;
import dev.carillon.market.EngineView;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** The matching engine as a machine, with the way from what it does to the feeds. */
final class MarketMachine implements Machine<Command, Answer, EngineView> {
  private final MatchingEngine engine;

  MarketMachine(CandleGrid grid, Feeds<EngineFeed, EngineView> feeds) {
    engine = new MatchingEngine(grid, new Teller(feeds));
  }

  /** An engine that nobody hears. */
  MarketMachine(CandleGrid grid) {
    engine = new MatchingEngine(grid, EngineListener.NOBODY);
  }

  private record Teller(Feeds<EngineFeed, EngineView> feeds) implements EngineListener {
    @Override
    public void happened(MarketEvent event) {
      feeds.happened(feed -> feed.happened(event));
    }

    @Override
    public void levelChanged(Pair pair, Side side, long price, long shown) {
      feeds.happened(feed -> feed.levelChanged(pair, side, price, shown));
    }
  }

  @Override
  public Answer apply(Command command, long timeMillis) {
    return engine.apply(command, timeMillis);
  }

  @Override
  public EngineView view() {
    return engine;
  }

  @Override
  public long nowMillis() {
    return engine.nowMillis();
  }

  @Override
  public long nextDueMillis() {
    return engine.nextDueMillis();
  }

  @Override
  public void writeTo(StateWriter out) {
    engine.writeTo(out);
  }

  @Override
  public void readFrom(StateReader in) {
    engine.readFrom(in);
  }
}
