package dev.carillon.market.history;

import dev.carillon.market.data.Candle;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.Batch.PairCandle;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A history in memory. Any thread. */
public final class MemoryMarketHistory implements MarketHistory {
  private final Map<Long, OrderState> orders = new TreeMap<>(Comparator.reverseOrder());
  private final Map<String, OwnFill> fills = new TreeMap<>();
  private final Map<String, Trade> trades = new TreeMap<>();
  private final Map<String, PairCandle> candles = new TreeMap<>();
  private long sequence;

  @Override
  public synchronized long sequence() {
    return sequence;
  }

  @Override
  public synchronized void store(Batch batch) {
    if (batch.sequence() < sequence) {
      return;
    }
    batch.orders().forEach(order -> orders.put(order.id(), order));
    batch.trades().forEach(trade -> trades.put(trade.pair().symbol() + trade.id(), trade));
    batch.fills().forEach(own -> fills.put(own.fill().owner() + own.sequence(), own));
    batch.candles().forEach(of -> candles.put(name(of), of));
    sequence = batch.sequence();
  }

  @Override
  public synchronized void clear() {
    orders.clear();
    trades.clear();
    fills.clear();
    candles.clear();
    sequence = 0;
  }

  private static String name(PairCandle of) {
    Pair pair = of.pair();
    return pair.symbol() + of.candle().interval() + of.candle().openTime();
  }

  @Override
  public synchronized Optional<OrderState> order(String owner, long id) {
    return Optional.ofNullable(orders.get(id)).filter(order -> order.owner().equals(owner));
  }

  @Override
  public synchronized List<OrderState> orders(Page page) {
    return limited(
        orders.values().stream()
            .filter(order -> order.owner().equals(page.owner()) && order.id() < page.before())
            .filter(order -> isOf(page, order.pair())),
        page.limit());
  }

  @Override
  public synchronized List<OwnFill> fills(Page page) {
    return limited(
        fills.values().stream()
            .filter(own -> own.fill().owner().equals(page.owner()))
            .filter(own -> own.sequence() < page.before())
            .filter(own -> isOf(page, own.fill().trade().pair()))
            .sorted(Comparator.comparingLong(OwnFill::sequence).reversed()),
        page.limit());
  }

  private static boolean isOf(Page page, Pair pair) {
    return page.symbol() == null || pair.symbol().equals(page.symbol());
  }

  @Override
  public synchronized List<Trade> trades(String symbol, long before, int limit) {
    return limited(
        trades.values().stream()
            .filter(trade -> trade.pair().symbol().equals(symbol) && trade.id() < before)
            .sorted(Comparator.comparingLong(Trade::id).reversed()),
        limit);
  }

  @Override
  public synchronized List<Candle> candles(Span span) {
    List<Candle> newestFirst =
        limited(
            candles.values().stream()
                .filter(of -> of.pair().symbol().equals(span.symbol()))
                .map(PairCandle::candle)
                .filter(candle -> candle.interval() == span.interval())
                .filter(candle ->
                    candle.openTime() >= span.fromMillis() && candle.openTime() <= span.toMillis())
                .sorted(Comparator.comparingLong(Candle::openTime).reversed()),
            span.limit());
    return newestFirst.reversed();
  }

  private static <T> List<T> limited(Stream<T> found, int limit) {
    return found.limit(limit).toList();
  }

  @Override
  public synchronized int forget(long beforeMillis) {
    Predicate<Trade> isOld = trade -> trade.timeMillis() < beforeMillis;
    int before = orders.size() + fills.size() + trades.size();
    new ArrayList<>(orders.values())
        .stream()
            .filter(order -> !order.status().isLive() && order.updatedAt() < beforeMillis)
            .forEach(order -> orders.remove(order.id()));
    fills.values().removeIf(own -> isOld.test(own.fill().trade()));
    trades.values().removeIf(isOld);
    return before - orders.size() - fills.size() - trades.size();
  }
}
