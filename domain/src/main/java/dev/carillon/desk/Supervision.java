package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Gauge;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.books.PendingOrder;
import dev.carillon.desk.books.Position;
import dev.carillon.desk.books.Touched;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Severity;
import dev.carillon.desk.model.Deal.Cause;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.quote.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each account whose equity or margin may have changed: its peak, the margin call, the
 * stop-out, and how near it is to its limits.
 */
final class Supervision {
  private static final int PERCENT = 100;
  private static final int REARM_PERCENT = 5;

  private final Now now;
  private final Touched touched;
  private final Trades trades;
  private final Orders orders;
  private final Alerts alerts;
  private final List<Account> concerned = new ArrayList<>();

  Supervision(Now now, Touched touched, Trades trades, Orders orders, Alerts alerts) {
    this.now = now;
    this.touched = touched;
    this.trades = trades;
    this.orders = orders;
    this.alerts = alerts;
  }

  /** Until nothing is left to do: what is closed touches the account again. */
  void run() {
    while (!touched.isEmpty()) {
      concerned.clear();
      while (!touched.isEmpty()) {
        Account account = touched.take();
        account.performance().equity(account.equity());
        if (isConcerned(account)) {
          concerned.add(account);
        }
      }
      // Which account comes first must follow from the state alone, not from how it came about.
      concerned.sort(Comparator.comparingInt(Account::number));
      concerned.forEach(this::act);
    }
  }

  private static boolean isConcerned(Account account) {
    if (isMarginShort(account) != account.risk().isMarginCalled()
        || isStopOut(account)
        || (account.risk().blocked() != null && account.limits().closePositions())) {
      return true;
    }
    for (Measure measure : Measure.values()) {
      if (measure.gauge(account).moves(measure.used(account))) {
        return true;
      }
    }
    return false;
  }

  private void act(Account account) {
    callForMargin(account);
    stopOut(account);
    for (Measure measure : Measure.values()) {
      long used = measure.used(account);
      int threshold = measure.gauge(account).measure(used);
      if (threshold != 0) {
        alerts.raise(account, measure.notice(account, threshold, used));
        Reason blocks = measure.blocks();
        if (threshold == Gauge.FULL && blocks != null) {
          account.risk().block(blocks);
        }
      }
    }
    Reason blocked = account.risk().blocked();
    if (blocked != null && account.limits().closePositions()) {
      closeAll(account, blocked);
    }
  }

  /** At the margin call level or below, and then until it is 5 points above. */
  private static boolean isMarginShort(Account account) {
    boolean called = account.risk().isMarginCalled();
    int percent = account.terms().marginCallPercent() + REARM_PERCENT;
    return called
        ? account.margin() > 0
            && account.equity() < Math.ceilDiv(account.margin() * percent, PERCENT)
        : isLevelAtMost(account, account.terms().marginCallPercent());
  }

  private static boolean isStopOut(Account account) {
    return isLevelAtMost(account, account.terms().stopOutPercent());
  }

  private static boolean isLevelAtMost(Account account, int percent) {
    return account.margin() > 0
        && account.equity() <= Math.floorDiv(account.margin() * percent, PERCENT);
  }

  private void callForMargin(Account account) {
    boolean isShort = isMarginShort(account);
    if (isShort && !account.risk().isMarginCalled()) {
      alerts.raise(
          account,
          margin(
              account,
              Alert.Type.MARGIN_CALL,
              "Margin Call",
              Severity.WARNING,
              account.terms().marginCallPercent()));
    }
    account.risk().setMarginCalled(isShort);
  }

  private void stopOut(Account account) {
    boolean told = false;
    Position worst = worst(account);
    while (isStopOut(account) && worst != null) {
      if (!told) {
        alerts.raise(
            account,
            margin(
                account,
                Alert.Type.STOP_OUT,
                "Stop Out",
                Severity.CRITICAL,
                account.terms().stopOutPercent()));
        told = true;
      }
      trades.close(worst, worst.volume(), Cause.STOP_OUT);
      worst = worst(account);
    }
  }

  /** The position that loses most, of those that can be closed now; the oldest of several. */
  private @Nullable Position worst(Account account) {
    Position worst = null;
    for (Position position : account.positions().values()) {
      if (position.market().isOpen(now) && (worst == null || position.worth() < worst.worth())) {
        worst = position;
      }
    }
    return worst;
  }

  private static Alerts.Notice margin(
      Account account, Alert.Type type, String title, Severity severity, int percent) {
    long level = Amounts.ratio(account.equity(), Gauge.FULL, account.margin());
    return new Alerts.Notice(
        type,
        severity,
        title,
        "Margin level has fallen to " + Measure.percent(level) + "%",
        percent * (long) Measure.TENTHS,
        level,
        Measure.owner(account));
  }

  private void closeAll(Account account, Reason reason) {
    for (PendingOrder order : account.pendingOrders()) {
      orders.end(order, OrderStatus.CANCELLED, reason);
    }
    for (Position position : account.openPositions()) {
      if (position.market().isOpen(now)) {
        trades.close(position, position.volume(), Cause.RISK_LIMIT);
      }
    }
  }
}
