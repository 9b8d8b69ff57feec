package dev.carillon.bridge;

import dev.carillon.api.ticks.TickBoard;
import dev.carillon.engine.EngineFeed;
import dev.carillon.market.EngineView;
import dev.carillon.market.MarketView;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Trade;
import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Tick;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each trade of the exchange is a tick of its pair's instrument, whose number is {@value
 * #FIRST_TOKEN} for the pair that was defined first, and so on. Prices count in the last decimal of
 * the pair's prices, quantities in its lots. On the engine's thread.
 */
public final class TradeTicks implements EngineFeed {
  static final int FIRST_TOKEN = 900_000_001;

  private static final String EXCHANGE = "CARILLON";

  private final TickBoard board;
  private final Map<String, Instrument> known = new HashMap<>();
  private final List<Trade> trades = new ArrayList<>();

  public TradeTicks(TickBoard board) {
    this.board = board;
  }

  @Override
  public void begin(long sequence, long timeMillis) {
    // Trades bear their time.
  }

  @Override
  public void happened(MarketEvent event) {
    if (event instanceof MarketEvent.Traded(Trade trade)) {
      trades.add(trade);
    }
  }

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {
    // Ticks are of trades alone.
  }

  /** The pairs are looked at here: a start from a snapshot does not tell of them otherwise. */
  @Override
  public void batchDone(EngineView view, long nowMillis) {
    define(view.markets());
    if (!trades.isEmpty()) {
      List<Arrival> arrivals = trades.stream().map(this::arrival).toList();
      trades.clear();
      board.happened(arrivals);
    }
  }

  private void define(List<MarketView> markets) {
    if (markets.size() == known.size()) {
      return;
    }
    List<Instrument> all = new ArrayList<>();
    for (int i = 0; i < markets.size(); i++) {
      Instrument one = instrument(FIRST_TOKEN + i, markets.get(i).pair());
      known.put(one.symbol(), one);
      all.add(one);
    }
    board.add(all);
  }

  private static Instrument instrument(int token, Pair pair) {
    return new Instrument(
        Integer.toString(token),
        EXCHANGE,
        pair.symbol(),
        pair.base() + " in " + pair.quote(),
        new Instrument.Steps(pair.scale().tickUnits(), 1, pair.scale().priceDecimals()),
        new Instrument.Contract("SPOT", EXCHANGE, "", "0"));
  }

  private Arrival arrival(Trade trade) {
    Instrument instrument = known.get(trade.pair().symbol());
    if (instrument == null) {
      throw new IllegalStateException("a trade of a pair that is not there");
    }
    long price = trade.price() * trade.pair().scale().tickUnits();
    Tick tick =
        new Tick(
            Math.min(price, Tick.MAX), Math.min(trade.quantity(), Tick.MAX), trade.timeMillis());
    return Arrival.of(board.instruments().place(instrument.token()).orElseThrow(), tick);
  }

  @Override
  public long nextTimerMillis() {
    return Long.MAX_VALUE;
  }

  @Override
  public void onTimer(EngineView view, long nowMillis) {
    // None is asked for.
  }
}
