package dev.carillon.desk.model;

import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import java.util.List;

/** What happened at the desk, in the order in which it happened. */
public sealed interface DeskEvent {

  /** An event for one account alone. */
  sealed interface Private extends DeskEvent {
    /** Whose it is. */
    String owner();

    /** Contiguous within the account, from 1. */
    long sequence();
  }

  /** A symbol has a new quote, or its quote is stale now. */
  record QuoteChanged(QuoteState quote) implements DeskEvent {}

  /** A symbol is new, or its rules are others now. */
  record SymbolChanged(Symbol symbol) implements DeskEvent {}

  /** An alert for everybody. */
  record AlertForAll(Alert alert) implements DeskEvent {}

  /** An order as it stands now. */
  record OrderChanged(OrderState order, long sequence) implements Private {
    @Override
    public String owner() {
      return order.owner();
    }
  }

  /** An execution; {@link PositionChanged} follows. */
  record Dealt(Deal deal, long sequence) implements Private {
    @Override
    public String owner() {
      return deal.owner();
    }
  }

  /**
   * A position was opened, closed in part or whole, or its stops or its swap changed. Not told when
   * only its value changes with the quotes: read the view for that.
   */
  record PositionChanged(PositionState position, long sequence) implements Private {
    @Override
    public String owner() {
      return position.owner();
    }
  }

  /** Balance, margin or terms of an account are others now; it comes last after a deal. */
  record AccountChanged(AccountState account, long sequence) implements Private {
    @Override
    public String owner() {
      return account.owner();
    }
  }

  /** A trade was closed, or a period has ended: the figures of the periods, DAY to ALL. */
  record AnalyticsChanged(String owner, List<Analytics> periods, long sequence) implements Private {
    public AnalyticsChanged {
      periods = List.copyOf(periods);
    }
  }

  /** An alert is new, or its owner has acknowledged it (one for everybody too). */
  record AlertChanged(String owner, Alert alert, long sequence) implements Private {}

  /** An account's limits are others now. */
  record LimitsChanged(String owner, Limits limits, long sequence) implements Private {}

  /** A connection is new, lost or restored. */
  record ConnectionChanged(Connection connection, long sequence) implements Private {
    @Override
    public String owner() {
      return connection.owner();
    }
  }

  /** A strategy is new, or stands otherwise. */
  record StrategyChanged(Strategy strategy, long sequence) implements Private {
    @Override
    public String owner() {
      return strategy.owner();
    }
  }
}
