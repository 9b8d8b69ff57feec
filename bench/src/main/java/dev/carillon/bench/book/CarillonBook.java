package dev.carillon.bench.book;

import dev.carillon.market.book.BookListener;
import dev.carillon.market.book.BookOrder;
import dev.carillon.market.book.Incoming;
import dev.carillon.market.book.Match;
import dev.carillon.market.book.OrderBook;
import dev.carillon.market.book.Removal;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;

/** Our own. */
final class CarillonBook implements Contestant, BookListener {
  private final OrderBook book = new OrderBook(this);
  private final Incoming incoming = new Incoming();

  private long trades;
  private long lots;
  private long turnover;
  private long others;

  @Override
  public void run(Commands commands, int from, int to) {
    for (int i = from; i < to; i++) {
      long id = commands.id(i);
      switch (commands.type(i)) {
        case Commands.PLACE -> {
          fill(commands, i);
          book.place(commands.isImmediate(i) ? incoming.timeInForce(TimeInForce.IOC) : incoming);
        }
        case Commands.CANCEL -> book.cancel(id);
        default -> {
          fill(commands, i);
          book.replace(id, incoming);
        }
      }
    }
  }

  private void fill(Commands commands, int i) {
    Side side = commands.sells(i) ? Side.SELL : Side.BUY;
    incoming.order(commands.id(i), 1, side, commands.price(i), commands.quantity(i));
  }

  @Override
  public void traded(Match match) {
    trades++;
    lots += match.quantity();
    turnover += match.quantity() * match.price();
  }

  @Override
  public void rested(BookOrder order) {
    others++;
  }

  @Override
  public void removed(BookOrder order, Removal cause) {
    others++;
  }

  @Override
  public void levelChanged(Side side, long price, long shown) {
    others++;
  }

  @Override
  public Tally tally() {
    return new Tally(trades, lots, turnover, others);
  }
}
