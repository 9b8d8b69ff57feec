package dev.carillon.api.exchange.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What candles are by the document, made from trades alone, in the plainest way there is: decimals,
 * the calendar of the JDK, a map of sums for each interval.
 */
final class NaiveCandles {
  static final List<String> INTERVALS =
      List.of(
          "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w",
          "1M");

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final int AMOUNT_DECIMALS = 8;

  private final Map<String, TreeMap<Long, Sum>> sums = new HashMap<>();

  NaiveCandles() {
    INTERVALS.forEach(interval -> sums.put(interval, new TreeMap<>()));
  }

  private static final class Sum {
    private final BigDecimal open;
    private BigDecimal high;
    private BigDecimal low;
    private BigDecimal close;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal quote = BigDecimal.ZERO;
    private long trades;

    Sum(BigDecimal price) {
      open = price;
      high = price;
      low = price;
      close = price;
    }

    void add(BigDecimal price, BigDecimal quantity) {
      high = high.max(price);
      low = low.min(price);
      close = price;
      volume = volume.add(quantity);
      quote = quote.add(price.multiply(quantity));
      trades++;
    }
  }

  /** In the words of the document; {@code trades} as a text, too. */
  record Figures(
      long openTime,
      long closeTime,
      List<String> openHighLowClose,
      String volume,
      String quoteVolume,
      long trades) {}

  void trade(String price, String quantity, long timeMillis) {
    BigDecimal at = new BigDecimal(price);
    sums.forEach((interval, byTime) ->
        byTime
            .computeIfAbsent(openTime(interval, timeMillis), _ -> new Sum(at))
            .add(at, new BigDecimal(quantity)));
  }

  /** The candle that opens at a time; none before the first trade. */
  Optional<Figures> candle(String interval, long openTime) {
    TreeMap<Long, Sum> byTime = sums.getOrDefault(interval, new TreeMap<>());
    Sum sum = byTime.get(openTime);
    if (sum == null) {
      Map.Entry<Long, Sum> before = byTime.lowerEntry(openTime);
      if (before == null) {
        return Optional.empty();
      }
      sum = new Sum(before.getValue().close);
    }
    return Optional.of(
        new Figures(
            openTime,
            nextOpenTime(interval, openTime) - 1,
            List.of(
                sum.open.toPlainString(),
                sum.high.toPlainString(),
                sum.low.toPlainString(),
                sum.close.toPlainString()),
            amount(sum.volume),
            amount(sum.quote),
            sum.trades));
  }

  private static String amount(BigDecimal sum) {
    return sum.setScale(AMOUNT_DECIMALS, RoundingMode.UNNECESSARY).toPlainString();
  }

  /** When the candle opens that holds a time. */
  static long openTime(String interval, long timeMillis) {
    LocalDate day = Instant.ofEpochMilli(timeMillis).atZone(ZoneOffset.UTC).toLocalDate();
    return switch (interval) {
      case "1d" -> millis(day);
      case "3d" -> millis(day.minusDays(Math.floorMod(day.toEpochDay(), 3L)));
      case "1w" -> millis(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case "1M" -> millis(day.withDayOfMonth(1));
      default -> timeMillis - timeMillis % length(interval);
    };
  }

  private static long nextOpenTime(String interval, long openTime) {
    LocalDate day = Instant.ofEpochMilli(openTime).atZone(ZoneOffset.UTC).toLocalDate();
    return switch (interval) {
      case "1d" -> millis(day.plusDays(1));
      case "3d" -> millis(day.plusDays(3));
      case "1w" -> millis(day.plusWeeks(1));
      case "1M" -> millis(day.plusMonths(1));
      default -> openTime + length(interval);
    };
  }

  private static long length(String interval) {
    int count = Integer.parseInt(interval.substring(0, interval.length() - 1));
    return count * (interval.endsWith("m") ? MINUTE : HOUR);
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
