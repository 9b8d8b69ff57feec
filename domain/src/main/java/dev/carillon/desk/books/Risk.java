package dev.carillon.desk.books;

import dev.carillon.desk.codec.Values;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How near an account is to its limits, and what they have blocked. */
public final class Risk {
  private static final List<Integer> LOSSES = List.of(500, 800, 1_000);
  private static final List<Integer> SIZES = List.of(800, 1_000);

  private final Gauge dailyLoss = new Gauge(LOSSES);
  private final Gauge drawdown = new Gauge(LOSSES);
  private final Gauge exposure = new Gauge(SIZES);
  private final Gauge positions = new Gauge(SIZES);

  /** The owner was told that the margin is short. */
  private boolean marginCalled;

  /** Why no order is taken; null: orders are taken. */
  private @Nullable Reason blocked;

  private Limits limits = Limits.NONE;

  /** What the account allows itself. */
  public Limits limits() {
    return limits;
  }

  /** Of {@link Limits#dailyLoss}. */
  public Gauge dailyLoss() {
    return dailyLoss;
  }

  /** Of {@link Limits#drawdown}. */
  public Gauge drawdown() {
    return drawdown;
  }

  /** Of {@link Limits#exposure}. */
  public Gauge exposure() {
    return exposure;
  }

  /** Of {@link Limits#positions}. */
  public Gauge positions() {
    return positions;
  }

  /** Whether the owner was told that the margin is short. */
  public boolean isMarginCalled() {
    return marginCalled;
  }

  /** The margin is short, and its owner was told, or it is not. */
  public void setMarginCalled(boolean called) {
    marginCalled = called;
  }

  /** Why no order is taken; null: orders are taken. */
  public @Nullable Reason blocked() {
    return blocked;
  }

  /** No order is taken from now on. */
  public void block(Reason reason) {
    blocked = reason;
  }

  /** Other limits: all is measured anew. */
  public void setLimits(Limits others) {
    limits = others;
    dailyLoss.reset();
    drawdown.reset();
    exposure.reset();
    positions.reset();
    blocked = null;
  }

  /** The loss of the day begins at nothing. */
  public void newDay() {
    dailyLoss.reset();
    if (blocked == Reason.DAILY_LOSS_LIMIT) {
      blocked = null;
    }
  }

  /** What of a limit is used, in tenths of a percent; without limit nothing is. */
  public static long used(long amount, long limit) {
    return limit == 0 ? 0 : Amounts.ratio(amount, Gauge.FULL, limit);
  }

  public void writeTo(StateWriter out) {
    Values.write(out, limits);
    for (Gauge gauge : gauges()) {
      out.putByte(gauge.reached());
    }
    out.putBoolean(marginCalled);
    out.putByte(blocked == null ? 0 : blocked == Reason.DAILY_LOSS_LIMIT ? 1 : 2);
  }

  public void readFrom(StateReader in) {
    limits = Values.readLimits(in);
    for (Gauge gauge : gauges()) {
      gauge.restore(in.getByte());
    }
    marginCalled = in.getBoolean();
    blocked =
        switch (in.getByte()) {
          case 0 -> null;
          case 1 -> Reason.DAILY_LOSS_LIMIT;
          default -> Reason.DRAWDOWN_LIMIT;
        };
  }

  private List<Gauge> gauges() {
    return List.of(dailyLoss, drawdown, exposure, positions);
  }
}
