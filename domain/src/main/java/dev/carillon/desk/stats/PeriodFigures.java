package dev.carillon.desk.stats;

import dev.carillon.desk.model.Analytics;
import dev.carillon.desk.model.Period;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** The running figures of one period: what its analytics are made of, in constant room. */
final class PeriodFigures {
  private final DailyReturns returns = new DailyReturns();
  private long trades;
  private long winners;
  private long grossProfit;
  private long grossLoss;
  private long largestWin;
  private long largestLoss;
  private long peak;
  private long maxDrawdown;

  /** The greatest equity of the period. */
  long peak() {
    return peak;
  }

  void equity(long cents) {
    if (cents >= peak) {
      peak = cents;
    } else if (peak - cents > maxDrawdown) {
      maxDrawdown = peak - cents;
    }
  }

  void moved(long cents) {
    peak += cents;
  }

  void closed(long net) {
    trades++;
    if (net > 0) {
      winners++;
      grossProfit += net;
      largestWin = Math.max(largestWin, net);
    } else {
      grossLoss -= net;
      largestLoss = Math.max(largestLoss, -net);
    }
  }

  void returned(long from, long to) {
    returns.add(from, to);
  }

  /** The period begins anew. */
  void restart(long equity) {
    returns.clear();
    trades = 0;
    winners = 0;
    grossProfit = 0;
    grossLoss = 0;
    largestWin = 0;
    largestLoss = 0;
    peak = equity;
    maxDrawdown = 0;
  }

  Analytics analytics(Period period, long equity) {
    return new Analytics(
        period,
        trades,
        winners,
        grossProfit,
        grossLoss,
        largestWin,
        largestLoss,
        peak,
        Math.max(0, peak - equity),
        maxDrawdown,
        returns.sharpeRatio());
  }

  void writeTo(StateWriter out) {
    returns.writeTo(out);
    out.putLong(trades).putLong(winners).putLong(grossProfit).putLong(grossLoss);
    out.putLong(largestWin).putLong(largestLoss).putLong(peak).putLong(maxDrawdown);
  }

  void readFrom(StateReader in) {
    returns.readFrom(in);
    trades = in.getLong();
    winners = in.getLong();
    grossProfit = in.getLong();
    grossLoss = in.getLong();
    largestWin = in.getLong();
    largestLoss = in.getLong();
    peak = in.getLong();
    maxDrawdown = in.getLong();
  }
}
