package dev.carillon.api.exchange.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.flow.NaiveCandles.Figures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A client that hears the trades and all candles of one pair, and looks whether the candles are
 * what the trades say: contiguous, closed once, on time, and none before the first trade.
 */
final class CandleReader {
  /** A candle must be closed within so long after its end. */
  private static final long LATE_MILLIS = 250;

  private final String symbol;
  private final NaiveCandles naive = new NaiveCandles();

  /** When the candle opens that has to be closed next, by interval. */
  private final Map<String, Long> nextToClose = new HashMap<>();

  private final Map<String, Integer> closed = new HashMap<>();
  private long trades;
  private int open;
  private int flat;

  CandleReader(String symbol) {
    this.symbol = symbol;
  }

  /** What to say on a new connection. */
  List<String> subscriptions() {
    List<String> all = new ArrayList<>();
    all.add("'channel':'trades','symbol':'" + symbol + "'");
    NaiveCandles.INTERVALS.forEach(interval ->
        all.add("'channel':'kline','symbol':'" + symbol + "','interval':'" + interval + "'"));
    return all.stream().map(params -> "{'method':'subscribe','params':{" + params + "}}").toList();
  }

  /** It has another connection: what closed in between is for HTTP to say. */
  void reconnected() {
    nextToClose.clear();
  }

  void hears(JsonNode message, long nowMillis) {
    JsonNode data = message.get("data");
    switch (message.get("type").asString()) {
      case "trade" -> {
        assertThat(data.get("trade_id").asString()).isEqualTo(Long.toString(trades + 1));
        trades++;
        naive.trade(
            data.get("price").asString(),
            data.get("quantity").asString(),
            data.get("timestamp").asLong());
      }
      case "kline" -> candle(data, message.get("timestamp").asLong(), nowMillis);
      default -> {}
    }
  }

  private void candle(JsonNode data, long told, long nowMillis) {
    String interval = data.get("interval").asString();
    Figures figures = check(data);
    Long next = nextToClose.get(interval);
    if (next != null) {
      assertThat(figures.openTime()).as("%s", data).isEqualTo(next);
    }
    if (data.get("is_closed").asBoolean()) {
      assertThat(told).isBetween(figures.closeTime() + 1, figures.closeTime() + 1 + LATE_MILLIS);
      assertThat(nowMillis).isLessThanOrEqualTo(figures.closeTime() + 1 + LATE_MILLIS);
      nextToClose.put(interval, figures.closeTime() + 1);
      closed.merge(interval, 1, Integer::sum);
      flat += figures.trades() == 0 ? 1 : 0;
    } else {
      assertThat(told).isBetween(figures.openTime(), figures.closeTime());
      nextToClose.put(interval, figures.openTime());
      open++;
    }
  }

  /** A candle, on a channel or over HTTP, is what the trades say. */
  private Figures check(JsonNode data) {
    Figures said =
        new Figures(
            data.get("open_time").asLong(),
            data.get("close_time").asLong(),
            List.of(
                data.get("open").asString(),
                data.get("high").asString(),
                data.get("low").asString(),
                data.get("close").asString()),
            data.get("volume").asString(),
            data.get("quote_volume").asString(),
            data.get("trades").asLong());
    String interval = data.get("interval").asString();
    Optional<Figures> expected = naive.candle(interval, said.openTime());
    // For millions of them: AssertJ is made for fewer.
    if (NaiveCandles.openTime(interval, said.openTime()) != said.openTime()
        || !expected.equals(Optional.of(said))) {
      throw new AssertionError(data + " (expected: " + expected + ")");
    }
    return said;
  }

  /**
   * Looks at candles that HTTP gives, oldest first.
   *
   * @param lastMillis lies in the last of them
   */
  void checkAnswer(JsonNode candles, String interval, long lastMillis, long nowMillis) {
    long next = 0;
    for (JsonNode candle : candles) {
      assertThat(candle.get("interval").asString()).isEqualTo(interval);
      Figures figures = check(candle);
      assertThat(next).isIn(0L, figures.openTime());
      next = figures.closeTime() + 1;
      assertThat(candle.get("is_closed").asBoolean()).isEqualTo(next <= nowMillis);
    }
    assertThat(NaiveCandles.openTime(interval, lastMillis))
        .isEqualTo(NaiveCandles.openTime(interval, next - 1));
  }

  long trades() {
    return trades;
  }

  /** How many candles were told closed, by interval. */
  int closed(String interval) {
    return closed.getOrDefault(interval, 0);
  }

  /** How many of them had no trade. */
  int flat() {
    return flat;
  }

  /** How many open candles were told. */
  int open() {
    return open;
  }
}
