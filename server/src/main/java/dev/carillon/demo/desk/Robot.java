package dev.carillon.demo.desk;

import dev.carillon.demo.DemoWorld;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.AccountState;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.QuoteState;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * John's strategy: now and then it opens a small position against the day's movement, and closes it
 * a little later. It keeps nothing in mind: what it has shows in the account. Not for several
 * threads.
 */
final class Robot {
  /** Where its orders come from. */
  static final Origin ORIGIN = new Origin(People.CONNECTION, People.STRATEGY);

  /** EURUSD twice, since the document's example asks for it. */
  private static final List<String> SYMBOLS = List.of("EURUSD", "GBPUSD", "EURUSD", "USDJPY");

  /** With less than half of what John began with it rests, or it would use up all. */
  private static final long LEAST_EQUITY = People.JOHN_CENTS / 2;

  /** In points. */
  private static final long STOP = 300;

  private static final long REST_MILLIS = 300_000;
  private static final int MOST_VOLUME = 3;
  private static final double CONTRARY = 0.8;
  private static final int SHARES = 8;

  private final RandomGenerator random;
  private final Tempo tempo;

  /**
   * How often it trades.
   *
   * @param everyMillis how long it waits on average between two positions
   * @param holdMillis how long it holds one; half of that to one and a half
   */
  record Tempo(long everyMillis, long holdMillis) {
    /** A trade or two a minute, so that something is seen to happen. */
    static final Tempo LIVE = new Tempo(8_000, 16_000);

    /** Some dozens a day. */
    static final Tempo PAST = new Tempo(1_200_000, 900_000);
  }

  Robot(RandomGenerator random, Tempo tempo) {
    this.random = random;
    this.tempo = tempo;
  }

  /**
   * What it wants now.
   *
   * @param passedMillis since it was asked last
   */
  Optional<Command> decide(DeskView view, long passedMillis) {
    Optional<PositionState> held =
        view.positions(DemoWorld.JOHN).stream()
            .filter(position -> position.origin().equals(ORIGIN))
            .findFirst();
    boolean wants = random.nextDouble() * tempo.everyMillis < passedMillis;
    String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
    if (held.isPresent()) {
      return close(held.get(), view);
    }
    return wants && canTrade(view, symbol) ? view.quote(symbol).map(this::open) : Optional.empty();
  }

  private static boolean canTrade(DeskView view, String symbol) {
    return view.isOpen(symbol)
        && view.account(DemoWorld.JOHN).map(AccountState::equity).orElse(0L) > LEAST_EQUITY
        && view.strategies(DemoWorld.JOHN).stream().anyMatch(Robot::isActive)
        && !wasRefused(view);
  }

  private static boolean isActive(Strategy strategy) {
    return strategy.id().equals(ORIGIN.strategyId()) && strategy.status() == Strategy.Status.ACTIVE;
  }

  /** Not long ago, say by a limit of the account: each refusal is an alert, so it waits a while. */
  private static boolean wasRefused(DeskView view) {
    return view.endedOrders(DemoWorld.JOHN).stream()
        .filter(order -> order.terms().origin().equals(ORIGIN))
        .findFirst()
        .filter(order -> order.status() == OrderStatus.REJECTED)
        .filter(order -> view.nowMillis() - order.updatedAt() < REST_MILLIS)
        .isPresent();
  }

  private Command open(QuoteState quote) {
    boolean isLow = 2 * quote.bid() < quote.dayHigh() + quote.dayLow();
    boolean contrary = random.nextDouble() < CONTRARY;
    Side side = isLow == contrary ? Side.BUY : Side.SELL;
    long down = side == Side.BUY ? -STOP : STOP;
    long price = side == Side.BUY ? quote.ask() : quote.bid();
    OrderTerms terms =
        OrderTerms.market(side, 1 + random.nextInt(MOST_VOLUME))
            .protectedBy(price + down, price - down)
            .from(ORIGIN);
    return new Command.Place(DemoWorld.JOHN, quote.symbol().name(), terms, null);
  }

  private Optional<Command> close(PositionState held, DeskView view) {
    long share = held.ticket() % SHARES;
    long hold = tempo.holdMillis / 2 + tempo.holdMillis * share / SHARES;
    boolean isDue = view.nowMillis() - held.openedAt() >= hold;
    return isDue && view.isOpen(held.symbol().name())
        ? Optional.of(new Command.Close(held.owner(), held.ticket(), 0, null))
        : Optional.empty();
  }
}
