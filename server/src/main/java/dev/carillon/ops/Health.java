package dev.carillon.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the process should get traffic. Any thread; a report may block on its checks. */
public final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  /** Where the process is in its life. */
  enum Phase {
    STARTING,
    READY,
    DRAINING
  }

  private final Map<String, BooleanSupplier> checks;
  private volatile Phase phase = Phase.STARTING;

  /**
   * Begins as {@link Phase#STARTING}.
   *
   * @param checks by name; each says whether a part works now
   */
  public Health(Map<String, BooleanSupplier> checks) {
    this.checks = new LinkedHashMap<>(checks);
  }

  /** Everything runs: traffic may come. */
  public void started() {
    phase = Phase.READY;
  }

  /** The end has begun: no new traffic, please. */
  public void draining() {
    phase = Phase.DRAINING;
  }

  /** How things are now. */
  Report report() {
    Phase now = phase;
    List<Check> results = new ArrayList<>();
    checks.forEach((name, check) -> results.add(new Check(name, isOk(name, check))));
    return new Report(now, results);
  }

  private static boolean isOk(String name, BooleanSupplier check) {
    try {
      return check.getAsBoolean();
    } catch (RuntimeException problem) {
      LOG.warn("health check {} failed", name, problem);
      return false;
    }
  }

  /** One part and whether it works. */
  record Check(String name, boolean ok) {}

  /** All parts at one moment. */
  record Report(Phase phase, List<Check> checks) {
    Report {
      checks = List.copyOf(checks);
    }

    boolean ready() {
      return phase == Phase.READY && checks.stream().allMatch(Check::ok);
    }

    /** One word for people and monitors. */
    String status() {
      return phase == Phase.READY
          ? ready() ? "ready" : "failing"
          : phase.name().toLowerCase(Locale.ROOT);
    }
  }
}
