package dev.carillon.market.data;

import dev.carillon.market.data.Candle.Prices;
import dev.carillon.market.data.Candle.Volume;
import dev.carillon.market.data.TradeStream.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps all trades and makes the candles when asked. */
final class CandleModel {
  private final CandleGrid grid;
  private final long unitsPerTickLot;
  private final List<Step> trades = new ArrayList<>();
  private long now = Long.MIN_VALUE;

  CandleModel(CandleGrid grid, long unitsPerTickLot) {
    this.grid = grid;
    this.unitsPerTickLot = unitsPerTickLot;
  }

  void take(Step step) {
    now = Math.max(now, step.timeMillis());
    if (step.isTrade()) {
      trades.add(new Step(step.priceTicks(), step.lots(), now));
    }
  }

  /** All from the first trade's to the one that is open. */
  List<Candle> candles(Interval interval) {
    List<Candle> candles = new ArrayList<>();
    if (trades.isEmpty()) {
      return candles;
    }
    Map<Long, List<Step>> byOpenTime =
        trades.stream()
            .collect(
                Collectors.groupingBy(
                    trade -> grid.openTime(interval, trade.timeMillis()),
                    TreeMap::new,
                    Collectors.toList()));
    long before = 0;
    long open = grid.openTime(interval, trades.getFirst().timeMillis());
    while (open <= now) {
      long end = grid.closeTime(interval, open);
      List<Step> inside = byOpenTime.getOrDefault(open, List.of());
      Prices prices = inside.isEmpty() ? flat(before) : prices(inside);
      candles.add(new Candle(interval, open, end, prices, volume(inside), end < now));
      before = prices.close();
      open = end + 1;
    }
    return candles;
  }

  private static Prices flat(long price) {
    return new Prices(price, price, price, price);
  }

  private static Prices prices(List<Step> trades) {
    return new Prices(
        trades.getFirst().priceTicks(),
        trades.stream().mapToLong(Step::priceTicks).max().orElseThrow(),
        trades.stream().mapToLong(Step::priceTicks).min().orElseThrow(),
        trades.getLast().priceTicks());
  }

  private Volume volume(List<Step> trades) {
    long lots = trades.stream().mapToLong(Step::lots).sum();
    long notional = trades.stream().mapToLong(trade -> trade.priceTicks() * trade.lots()).sum();
    return new Volume(lots, notional * unitsPerTickLot, trades.size());
  }
}
