package dev.carillon.desk;

import dev.carillon.decimal.Decimal;
import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Gauge;
import dev.carillon.desk.books.Risk;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Entity;
import dev.carillon.desk.model.Alert.Severity;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.Reason;
import org.jspecify.annotations.Nullable;

/** What is measured against a limit of an account, and what is said at its thresholds. */
enum Measure {
  DAILY_LOSS(Alert.Type.RISK_LIMIT, "Daily loss", "Daily Loss Limit", Reason.DAILY_LOSS_LIMIT),
  DRAWDOWN(Alert.Type.DRAWDOWN, "Drawdown", "Drawdown Limit", Reason.DRAWDOWN_LIMIT),
  EXPOSURE(Alert.Type.MAX_EXPOSURE, "Exposure", "Exposure Limit", null),
  POSITIONS(Alert.Type.MAX_POSITIONS, "The number of positions", "Position Limit", null);

  static final int TENTHS = 10;
  private static final int HALF = 500;

  private final Alert.Type type;
  private final String subject;
  private final String title;
  private final @Nullable Reason blocks;

  Measure(Alert.Type type, String subject, String title, @Nullable Reason blocks) {
    this.type = type;
    this.subject = subject;
    this.title = title;
    this.blocks = blocks;
  }

  /** Why no order is taken when the limit is reached; null: orders are weighed one by one. */
  @Nullable Reason blocks() {
    return blocks;
  }

  Gauge gauge(Account account) {
    return switch (this) {
      case DAILY_LOSS -> account.risk().dailyLoss();
      case DRAWDOWN -> account.risk().drawdown();
      case EXPOSURE -> account.risk().exposure();
      case POSITIONS -> account.risk().positions();
    };
  }

  /** What of the limit is used, in tenths of a percent. */
  long used(Account account) {
    Limits limits = account.limits();
    return switch (this) {
      case DAILY_LOSS ->
          limits.dailyLoss() == 0
              ? 0
              : Risk.used(account.performance().dailyLoss(account.equity()), limits.dailyLoss());
      case DRAWDOWN ->
          limits.drawdown() == 0
              ? 0
              : Risk.used(account.performance().drawdown(account.equity()), limits.drawdown());
      case EXPOSURE -> Risk.used(account.exposure(), limits.exposure());
      case POSITIONS -> Risk.used(account.positions().size(), limits.positions());
    };
  }

  /** The alert at a threshold: as the document words it. */
  Alerts.Notice notice(Account account, int threshold, long used) {
    boolean full = threshold == Gauge.FULL;
    Severity severity =
        full ? Severity.CRITICAL : threshold == HALF ? Severity.INFO : Severity.WARNING;
    return new Alerts.Notice(
        type,
        severity,
        title + (full ? " Reached" : " Approaching"),
        "%s has reached %d%% of the maximum limit".formatted(subject, threshold / TENTHS),
        (long) threshold,
        used,
        owner(account));
  }

  /** Tenths of a percent as text. */
  static String percent(long tenths) {
    return Decimal.text(tenths, 1);
  }

  static Entity owner(Account account) {
    return new Entity(Entity.Kind.USER, account.owner());
  }
}
