package dev.carillon.bench.book;

import com.paritytrading.parity.match.OrderBook;
import com.paritytrading.parity.match.OrderBookListener;
import com.paritytrading.parity.match.Side;

/**
 * Parity's. It has no immediate-or-cancel orders and no modification: what is left of the first is
 * cancelled, the second cancelled and entered again.
 */
final class ParityBook implements Contestant, OrderBookListener {
  private final OrderBook book = new OrderBook(this);

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
          enter(commands, i);
          if (commands.isImmediate(i)) {
            book.cancel(id, 0);
          }
        }
        case Commands.CANCEL -> book.cancel(id, 0);
        default -> {
          book.cancel(id, 0);
          enter(commands, i);
        }
      }
    }
  }

  private void enter(Commands commands, int i) {
    Side side = commands.sells(i) ? Side.SELL : Side.BUY;
    book.enter(commands.id(i), side, commands.price(i), commands.quantity(i));
  }

  @Override
  public void match(
      long restingId, long incomingId, Side side, long price, long quantity, long remaining) {
    trades++;
    lots += quantity;
    turnover += quantity * price;
  }

  @Override
  public void add(long id, Side side, long price, long size) {
    others++;
  }

  @Override
  public void cancel(long id, long canceled, long remaining) {
    others++;
  }

  @Override
  public Tally tally() {
    return new Tally(trades, lots, turnover, others);
  }
}
