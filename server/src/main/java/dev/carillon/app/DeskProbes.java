package dev.carillon.app;

import dev.carillon.api.desk.feed.Condition;
import dev.carillon.api.desk.feed.Condition.Health;
import dev.carillon.api.desk.feed.Probe;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.machine.Calls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How the parts of the server are that the Desk API tells of, looked at anew each time. */
final class DeskProbes {
  /** A journal that can't grow by more than that is about to fail. */
  private static final long LEAST_FREE_BYTES = 256L << 20;

  private static final long LIMIT_MILLIS = 1_000;

  private final DeskParts desk;
  private final Path folder;
  private final Calls<Command, Answer, DeskView> calls;

  DeskProbes(DeskParts desk, Path folder) {
    this.desk = desk;
    this.folder = folder;
    this.calls = new Calls<>(desk.engine(), LIMIT_MILLIS);
  }

  /**
   * How others are.
   *
   * @param database whether the store works
   * @param exchange whether the exchange's engine takes orders
   * @param redis whether it can be reached; null: there is none
   */
  record Others(
      BooleanSupplier database, BooleanSupplier exchange, @Nullable BooleanSupplier redis) {}

  /** All of them, in the order in which they are shown. */
  List<Probe> all(Others others) {
    return List.of(
        new Probe("database", () -> database(others.database())),
        new Probe("redis", () -> redis(others.redis())),
        new Probe("matching", () -> matching(others.exchange())),
        new Probe("journal", this::journal),
        new Probe("marketData", this::marketData));
  }

  private static Condition database(BooleanSupplier database) {
    return database.getAsBoolean()
        ? Condition.HEALTHY
        : new Condition(Health.DOWN, "The database does not answer");
  }

  private static Condition redis(@Nullable BooleanSupplier redis) {
    if (redis == null) {
      return Condition.NOT_CONFIGURED;
    }
    return redis.getAsBoolean()
        ? Condition.HEALTHY
        : new Condition(Health.DEGRADED, "The other nodes can't be reached");
  }

  private Condition matching(BooleanSupplier exchange) {
    if (!desk.isAvailable()) {
      return new Condition(Health.DOWN, "The desk takes no orders");
    }
    return exchange.getAsBoolean()
        ? Condition.HEALTHY
        : new Condition(Health.DEGRADED, "The exchange takes no orders");
  }

  private Condition journal() {
    if (!desk.isAvailable()) {
      return new Condition(Health.DOWN, "The desk's journal is not written");
    }
    if (desk.isShared()) {
      return Condition.HEALTHY;
    }
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      return free >= LEAST_FREE_BYTES
          ? Condition.HEALTHY
          : new Condition(Health.DEGRADED, "The disk of the journal is nearly full");
    } catch (IOException e) {
      throw new UncheckedIOException("the disk of the journal can't be looked at", e);
    }
  }

  private Condition marketData() {
    return calls
        .read(DeskProbes::marketData)
        .orElseGet(() -> new Condition(Health.DEGRADED, "The desk does not answer in time"));
  }

  /** Down when no symbol that is traded now has a live quote. */
  private static Condition marketData(DeskView view) {
    List<String> open =
        view.symbols().stream().map(symbol -> symbol.name()).filter(view::isOpen).toList();
    long live =
        open.stream()
            .map(view::quote)
            .flatMap(Optional::stream)
            .filter(quote -> !quote.stale())
            .count();
    if (live == open.size()) {
      return Condition.HEALTHY;
    }
    return live == 0
        ? new Condition(Health.DOWN, "No quotes come in")
        : new Condition(
            Health.DEGRADED, "%d of %d symbols have live quotes".formatted(live, open.size()));
  }
}
