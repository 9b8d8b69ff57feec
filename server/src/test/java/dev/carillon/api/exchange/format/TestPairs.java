package dev.carillon.api.exchange.format;

import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import dev.carillon.market.model.PairStatus;
import java.math.BigDecimal;

/** Pairs as the demo has them. */
public final class TestPairs {
  private static final Limits LIMITS = new Limits(1_000_000_000, 500_000_000L, 5_000, 500, 200);
  private static final Fees FEES = new Fees(10, 10);

  /** Ticks of 0.01, lots of 0.00001, at least 5 USDT, within 50 % of the last trade. */
  public static final Pair BTC =
      new Pair("BTC/USDT", "BTC", "USDT", new Scale(2, 1, 1_000), LIMITS, FEES, false);

  public static final Pair ETH =
      new Pair("ETH/USDT", "ETH", "USDT", new Scale(2, 1, 10_000), LIMITS, FEES, false);

  /** Its trades come from outside. */
  public static final Pair FED =
      new Pair("FED/USDT", "FED", "USDT", new Scale(4, 5, 100_000), LIMITS, FEES, true);

  private TestPairs() {}

  /** All of them. */
  public static Pairs all() {
    Pairs pairs = new Pairs();
    pairs.put(BTC, PairStatus.TRADING);
    pairs.put(ETH, PairStatus.TRADING);
    pairs.put(FED, PairStatus.TRADING);
    return pairs;
  }

  /** Lots of BTC from hundred thousandths: {@code lots("0.5")}. */
  public static long lots(String quantity) {
    return new BigDecimal(quantity).movePointRight(5).longValueExact();
  }

  /** Ticks of a price in USDT. */
  public static long ticks(String price) {
    return new BigDecimal(price).movePointRight(2).longValueExact();
  }
}
