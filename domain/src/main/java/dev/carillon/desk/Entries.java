package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Entity;
import dev.carillon.desk.model.Alert.Severity;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command.AddConnection;
import dev.carillon.desk.model.Command.AddStrategy;
import dev.carillon.desk.model.Command.ConnectionStatus;
import dev.carillon.desk.model.Command.StrategyStatus;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Strategy;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections and strategies of all accounts. */
final class Entries {
  private static final int MOST = 100;
  private static final long FIRST = 100_001;

  private final Now now;
  private final Requests requests;
  private final Alerts alerts;
  private final Teller teller;
  private final Set<String> ids = new HashSet<>();
  private long lastNumber = FIRST - 1;

  Entries(Now now, Requests requests, Alerts alerts, Teller teller) {
    this.now = now;
    this.requests = requests;
    this.alerts = alerts;
    this.teller = teller;
  }

  Answer add(Account account, AddConnection command) {
    Answer before = requests.before(account, command.key());
    if (before != null) {
      return before;
    }
    Problem problem = problem(account.connections().size(), command.id());
    if (problem != null) {
      return problem.refused();
    }
    Connection connection =
        new Connection(
            id(command.id(), "conn_"), account.owner(), command.name(), true, now.millis());
    put(account, connection);
    requests.done(account, command.key(), connection.id());
    teller.connection(account, connection);
    return new Answer.Connected(connection);
  }

  Answer add(Account account, AddStrategy command) {
    Answer before = requests.before(account, command.key());
    if (before != null) {
      return before;
    }
    Problem problem = problem(account.strategies().size(), command.id());
    if (problem != null) {
      return problem.refused();
    }
    Strategy strategy =
        new Strategy(
            id(command.id(), "strategy_"),
            account.owner(),
            command.name(),
            Strategy.Status.ACTIVE,
            now.millis());
    put(account, strategy);
    requests.done(account, command.key(), strategy.id());
    teller.strategy(account, strategy);
    return new Answer.Employed(strategy);
  }

  /** Puts a connection into its account, as a snapshot does too. */
  void put(Account account, Connection connection) {
    account.connections().put(connection.id(), connection);
    ids.add(connection.id());
  }

  /** Puts a strategy into its account, as a snapshot does too. */
  void put(Account account, Strategy strategy) {
    account.strategies().put(strategy.id(), strategy);
    ids.add(strategy.id());
  }

  private @Nullable Problem problem(int size, @Nullable String id) {
    if (size >= MOST) {
      return new Problem(
          Reason.TOO_MANY_ENTRIES, "entries: " + size + " (expected: less than " + MOST + ")");
    }
    return id != null && ids.contains(id)
        ? new Problem(Reason.CONFLICT, "id: it is in use (expected: another one)")
        : null;
  }

  private String id(@Nullable String wanted, String prefix) {
    if (wanted != null) {
      return wanted;
    }
    String id = prefix + ++lastNumber;
    while (ids.contains(id)) {
      id = prefix + ++lastNumber;
    }
    return id;
  }

  Answer setStatus(Account account, ConnectionStatus command) {
    Connection old = account.connections().get(command.id());
    if (old == null) {
      return new Problem(
              Reason.UNKNOWN_CONNECTION, "connection: unknown (expected: one of the account's)")
          .refused();
    }
    Connection connection =
        new Connection(old.id(), old.owner(), old.name(), command.connected(), old.createdAt());
    if (!connection.equals(old)) {
      put(account, connection);
      teller.connection(account, connection);
      alerts.raise(account, notice(connection));
    }
    return new Answer.Connected(connection);
  }

  private static Alerts.Notice notice(Connection connection) {
    boolean restored = connection.connected();
    return new Alerts.Notice(
        restored ? Alert.Type.CONNECTION_RESTORED : Alert.Type.CONNECTION_LOST,
        restored ? Severity.INFO : Severity.WARNING,
        restored ? "Connection Restored" : "Connection Lost",
        "Connection %s is %s".formatted(connection.name(), restored ? "back" : "lost"),
        null,
        null,
        new Entity(Entity.Kind.CONNECTION, connection.id()));
  }

  Answer setStatus(Account account, StrategyStatus command) {
    Strategy old = account.strategies().get(command.id());
    if (old == null) {
      return new Problem(
              Reason.UNKNOWN_STRATEGY, "strategy: unknown (expected: one of the account's)")
          .refused();
    }
    Strategy strategy =
        new Strategy(old.id(), old.owner(), old.name(), command.status(), old.createdAt());
    if (!strategy.equals(old)) {
      put(account, strategy);
      teller.strategy(account, strategy);
      if (command.status() == Strategy.Status.ERROR) {
        alerts.raise(account, notice(strategy, command.message()));
      }
    }
    return new Answer.Employed(strategy);
  }

  private static Alerts.Notice notice(Strategy strategy, String message) {
    return new Alerts.Notice(
        Alert.Type.STRATEGY_ERROR,
        Severity.CRITICAL,
        "Strategy Error",
        "Strategy %s: %s".formatted(strategy.name(), message),
        null,
        null,
        new Entity(Entity.Kind.STRATEGY, strategy.id()));
  }

  long lastNumber() {
    return lastNumber;
  }

  void restore(long number) {
    lastNumber = number;
  }
}
