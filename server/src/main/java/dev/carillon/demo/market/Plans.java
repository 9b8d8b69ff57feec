package dev.carillon.demo.market;

import dev.carillon.demo.DemoWorld;
import dev.carillon.demo.FairPrices;
import dev.carillon.demo.FairPrices.Currency;
import dev.carillon.demo.market.MarketPlan.Maker;
import dev.carillon.demo.market.MarketPlan.Shape;
import dev.carillon.market.model.Command.Deposit;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures of the demo's exchange. */
final class Plans {
  /** Of 10^-8 in one of any currency. */
  static final double UNITS = 1e8;

  private static final int BAND_BPS = 2_000;
  private static final int PROTECTION_BPS = 500;
  private static final int MOST_ORDERS = 500;
  private static final Fees FEES = new Fees(10, 10);

  private static final MarketPlan BTC_USDT =
      new MarketPlan(
          pair("BTC", "USDT", new Scale(2, 1, 1_000), new Range(1_000, 5)),
          5.8,
          0.012,
          List.of(
              new Maker("sim-maker-1", new Shape(0.4, 0.35, 0.03, 24, 0.02, 12), 2_000, 90e6),
              new Maker("sim-maker-2", new Shape(1.3, 0.7, 0.03, 50, 0.08, 10), 3_000, 140e6),
              new Maker("sim-maker-3", new Shape(12, 1.1, 0.013, 330, 0.3, 9), 3_000, 140e6)));

  private static final MarketPlan ETH_USDT =
      new MarketPlan(
          pair("ETH", "USDT", new Scale(2, 1, 10_000), new Range(20_000, 5)),
          4.2,
          0.16,
          List.of(
              new Maker("sim-maker-4", new Shape(0.5, 0.5, 0.03, 32, 0.3, 12), 20_000, 50e6),
              new Maker("sim-maker-5", new Shape(4, 1.3, 0.014, 260, 1.5, 9), 30_000, 70e6)));

  private static final MarketPlan SOL_USDT =
      new MarketPlan(
          pair("SOL", "USDT", new Scale(2, 1, 100_000), new Range(500_000, 5)),
          2.8,
          3.0,
          List.of(
              new Maker("sim-maker-6", new Shape(0.9, 1.0, 0.015, 45, 6, 12), 400_000, 40e6),
              new Maker("sim-maker-7", new Shape(6, 2.0, 0.012, 260, 30, 9), 500_000, 50e6)));

  private static final MarketPlan ETH_BTC =
      new MarketPlan(
          pair("ETH", "BTC", new Scale(5, 1, 100_000), new Range(20_000, 0.0001)),
          1.6,
          0.2,
          List.of(
              new Maker("sim-maker-8", new Shape(0.9, 1.9, 0.01, 60, 0.5, 12), 20_000, 1_000),
              new Maker("sim-maker-9", new Shape(8, 3.0, 0.012, 300, 2.5, 9), 30_000, 1_500)));

  static final List<MarketPlan> ALL = List.of(BTC_USDT, ETH_USDT, SOL_USDT, ETH_BTC);

  /** Who takes, in all pairs. */
  static final List<String> TAKERS =
      IntStream.rangeClosed(1, 6).mapToObj(number -> "sim-taker-" + number).toList();

  /** Everybody who takes part. */
  static final List<String> OWNERS =
      Stream.concat(
              ALL.stream().flatMap(market -> market.makers().stream()).map(Maker::owner),
              TAKERS.stream())
          .toList();

  /** What each taker has, about, by currency. */
  static final Map<String, Double> TAKER_FUNDS =
      Map.of("USDT", 30e6, "BTC", 600.0, "ETH", 8_000.0, "SOL", 100_000.0);

  /** What the users begin with; John as in the document's example of an account. */
  static final List<Deposit> USERS =
      List.of(
          deposit(DemoWorld.JOHN, "BTC", 1.75),
          deposit(DemoWorld.JOHN, "USDT", 15_000),
          deposit(DemoWorld.JOHN, "ETH", 12.5),
          deposit(DemoWorld.JANE, "BTC", 0.5),
          deposit(DemoWorld.JANE, "USDT", 25_000),
          deposit(DemoWorld.JANE, "ETH", 20),
          deposit(DemoWorld.JANE, "SOL", 150));

  private static final double COMMON = 0.75;

  private Plans() {}

  /** What the currencies are worth at the beginning, in USDT. */
  static FairPrices fairPrices() {
    return new FairPrices(
        "USDT",
        COMMON,
        List.of(
            new Currency("BTC", 45_678.9, 0.020),
            new Currency("ETH", 2_400, 0.025),
            new Currency("SOL", 98, 0.033)),
        List.of("ETHBTC"));
  }

  /** The largest order, in the base currency, and the least price times quantity, in the quote. */
  private record Range(long largest, double notional) {}

  private static Pair pair(String base, String quote, Scale scale, Range range) {
    Limits limits =
        new Limits(
            range.largest() * (long) UNITS / scale.lotUnits(),
            units(range.notional()),
            BAND_BPS,
            PROTECTION_BPS,
            MOST_ORDERS);
    return new Pair(base + "/" + quote, base, quote, scale, limits, FEES, false);
  }

  static Deposit deposit(String owner, String currency, double amount) {
    return new Deposit(owner, currency, units(amount), null);
  }

  /** An amount of any currency, in 10^-8. */
  static long units(double amount) {
    return Math.round(amount * UNITS);
  }
}
