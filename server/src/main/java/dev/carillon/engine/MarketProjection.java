package dev.carillon.engine;

import dev.carillon.machine.history.Projection;
import dev.carillon.market.history.Batch;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.Batch.PairCandle;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.MarketEvent.BalancesChanged;
import dev.carillon.market.model.MarketEvent.CandleClosed;
import dev.carillon.market.model.MarketEvent.Filled;
import dev.carillon.market.model.MarketEvent.OrderChanged;
import dev.carillon.market.model.MarketEvent.PairChanged;
import dev.carillon.market.model.MarketEvent.Traded;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Trade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes batches for the {@link MarketHistory} of the engine's events. */
record MarketProjection(MarketHistory history) implements Projection<MarketEvent> {

  /** Whether the history keeps such an event: the engine itself is asked for balances and pairs. */
  static boolean keeps(MarketEvent event) {
    return switch (event) {
      case OrderChanged _, Filled _, Traded _, CandleClosed _ -> true;
      case BalancesChanged _, PairChanged _ -> false;
    };
  }

  @Override
  public long sequence() {
    return history.sequence();
  }

  @Override
  public void store(List<MarketEvent> events, long sequence) {
    Map<Long, OrderState> orders = new LinkedHashMap<>();
    List<Trade> trades = new ArrayList<>();
    List<OwnFill> fills = new ArrayList<>();
    List<PairCandle> candles = new ArrayList<>();
    for (MarketEvent event : events) {
      switch (event) {
        case OrderChanged(var order, _) -> orders.put(order.id(), order);
        case Traded(var trade) -> trades.add(trade);
        case Filled(var fill, var number) -> fills.add(new OwnFill(fill, number));
        case CandleClosed(var pair, var candle) -> candles.add(new PairCandle(pair, candle));
        case BalancesChanged _, PairChanged _ -> throw new IllegalStateException("not gathered");
      }
    }
    history.store(new Batch(sequence, List.copyOf(orders.values()), trades, fills, candles));
  }
}
