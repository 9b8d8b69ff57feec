package dev.carillon.replay;

import dev.carillon.market.book.BookListener;
import dev.carillon.market.book.BookOrder;
import dev.carillon.market.book.Incoming;
import dev.carillon.market.book.Match;
import dev.carillon.market.book.OrderBook;
import dev.carillon.market.book.Outcome;
import dev.carillon.market.book.Removal;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;

/**
 * One run of a book, empty at first, over commands, in their order.
 *
 * <p>A new order whose id rests already, or with which quantities would overflow, is left out: the
 * reports have no line for it; {@link #refused} counts them.
 */
public final class BookReplay implements BookListener {
  private final Commands commands;
  private final Reports reports;
  private final OrderBook book = new OrderBook(this);
  private final Incoming incoming = new Incoming();

  private long seq;
  private int refused;

  private BookReplay(Commands commands, Reports reports) {
    this.commands = commands;
    this.reports = reports;
  }

  /**
   * Runs all commands.
   *
   * @param reports what comes of it; empty
   */
  public static BookReplay run(Commands commands, Reports reports) {
    BookReplay replay = new BookReplay(commands, reports);
    replay.run();
    return replay;
  }

  /** New orders and modifications that could not be. */
  public int refused() {
    return refused;
  }

  private void run() {
    long last = -1;
    for (int command = 0; command < commands.count(); command++) {
      seq = commands.seq(command);
      if (seq <= last) {
        reports.disorder();
      }
      last = seq;
      switch (commands.type(command)) {
        case Commands.NEW -> place(command);
        case Commands.CANCEL -> cancel(command);
        default -> modify(command);
      }
    }
  }

  private void place(int command) {
    Incoming order = fill(command);
    report(Reports.ORDER, command);
    Outcome outcome = book.place(order);
    if (outcome == Outcome.DUPLICATE_ID || outcome == Outcome.OVERFLOW) {
      // Such an order makes nothing happen, so the line for it is the last.
      reports.drop();
      refused++;
    }
  }

  private void cancel(int command) {
    if (!book.cancel(commands.id(command))) {
      reports.add(Reports.CANCEL_REJECTED, seq, commands.id(command), 0, 0, 0);
    }
  }

  private void modify(int command) {
    long id = commands.id(command);
    Outcome outcome = book.replace(id, fill(command));
    switch (outcome) {
      case UNKNOWN_ID -> reports.add(Reports.MODIFY_REJECTED, seq, id, 0, 0, 0);
      case OVERFLOW -> {
        reports.add(Reports.MODIFY_REJECTED, seq, id, 0, 0, 0);
        refused++;
      }
      default -> report(Reports.MODIFIED, command);
    }
  }

  private Incoming fill(int command) {
    Side side = commands.isSell(command) ? Side.SELL : Side.BUY;
    incoming.order(
        commands.id(command), 0, side, commands.price(command), commands.quantity(command));
    return commands.isImmediate(command) ? incoming.timeInForce(TimeInForce.IOC) : incoming;
  }

  private void report(int type, int command) {
    reports.add(
        type,
        seq,
        commands.isSell(command) ? 1 : 0,
        commands.id(command),
        commands.price(command),
        commands.quantity(command));
  }

  @Override
  public void traded(Match match) {
    reports.add(
        Reports.TRADE, seq, match.price(), match.quantity(), match.makerId(), match.takerId());
  }

  @Override
  public void rested(BookOrder order) {}

  @Override
  public void removed(BookOrder order, Removal cause) {
    if (cause != Removal.REPLACED) {
      int side = order.side() == Side.SELL ? 1 : 0;
      reports.add(Reports.CANCELLED, seq, side, order.id(), order.price(), 0);
    }
  }

  @Override
  public void levelChanged(Side side, long price, long shown) {}
}
