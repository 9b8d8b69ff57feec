package dev.carillon.desk.stats;

import dev.carillon.desk.model.Analytics;
import dev.carillon.desk.model.Period;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How one account did, over all periods. Money in cents. Confined to its owner.
 *
 * <p>Deposits and withdrawals are neither gain nor loss: they move what equity is compared with.
 */
public final class Performance {
  private static final Period[] PERIODS = Period.values();

  private final PeriodFigures[] figures = new PeriodFigures[PERIODS.length];
  private long dayStartEquity;

  /** Equity when the newest daily return was measured. */
  private long returnStartEquity;

  public Performance() {
    for (int i = 0; i < figures.length; i++) {
      figures[i] = new PeriodFigures();
    }
  }

  /** The equity is another now; called at each change, so that no peak is missed. */
  public void equity(long cents) {
    for (PeriodFigures period : figures) {
      period.equity(cents);
    }
  }

  /** Money came in, or went out when negative; {@link #equity} follows. */
  public void moved(long cents) {
    dayStartEquity += cents;
    returnStartEquity += cents;
    for (PeriodFigures period : figures) {
      period.moved(cents);
    }
  }

  /** A trade was closed with this result, net of all costs. */
  public void closed(long net) {
    for (PeriodFigures period : figures) {
      period.closed(net);
    }
  }

  /** How much less the equity is than when the trading day began; 0: it is not less. */
  public long dailyLoss(long equity) {
    return Math.max(0, dayStartEquity - equity);
  }

  /** How much less the equity is than it ever was; 0: it is not less. */
  public long drawdown(long equity) {
    return Math.max(0, figures[PERIODS.length - 1].peak() - equity);
  }

  /** A trading day has ended, and {@code next} begins. */
  public void newDay(LocalDate next, long equity) {
    if (isWorkday(next.minusDays(1))) {
      for (PeriodFigures period : figures) {
        period.returned(returnStartEquity, equity);
      }
      returnStartEquity = equity;
    }
    dayStartEquity = equity;
    for (Period period : PERIODS) {
      if (isFirstDay(period, next)) {
        at(period).restart(equity);
      }
    }
  }

  private static boolean isWorkday(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }

  private static boolean isFirstDay(Period period, LocalDate day) {
    return switch (period) {
      case DAY -> true;
      case WEEK -> day.getDayOfWeek() == DayOfWeek.MONDAY;
      case MONTH -> day.getDayOfMonth() == 1;
      case YEAR -> day.getDayOfYear() == 1;
      case ALL -> false;
    };
  }

  /** One period. */
  public Analytics analytics(Period period, long equity) {
    return at(period).analytics(period, equity);
  }

  /** All periods, DAY to ALL. */
  public List<Analytics> all(long equity) {
    List<Analytics> all = new ArrayList<>(PERIODS.length);
    for (Period period : PERIODS) {
      all.add(analytics(period, equity));
    }
    return all;
  }

  @SuppressWarnings("EnumOrdinal")
  private PeriodFigures at(Period period) {
    return figures[period.ordinal()];
  }

  public void writeTo(StateWriter out) {
    out.putLong(dayStartEquity).putLong(returnStartEquity);
    for (PeriodFigures period : figures) {
      period.writeTo(out);
    }
  }

  public void readFrom(StateReader in) {
    dayStartEquity = in.getLong();
    returnStartEquity = in.getLong();
    for (PeriodFigures period : figures) {
      period.readFrom(in);
    }
  }
}
