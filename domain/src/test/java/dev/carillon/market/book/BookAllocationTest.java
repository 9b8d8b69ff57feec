package dev.carillon.market.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A book that is as large as it gets allocates nothing, whatever it is told to do. */
class BookAllocationTest {
  private static final int COMMANDS = 200_000;
  private static final int IDS = 4_000;

  private final Counting counting = new Counting();
  private final OrderBook book = new OrderBook(counting);
  private final Incoming order = new Incoming();
  private final Sweep sweep = new Sweep();

  @Test
  void twoHundredThousandCommandsAllocateNothing() {
    // The same commands, so that the book is never larger than it was; the first run of them also
    // loads and compiles what is needed.
    for (int warmUp = 0; warmUp < 3; warmUp++) {
      run(new SplittableRandom(1));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    RandomGenerator random = new SplittableRandom(1);
    long tradesBefore = counting.trades;

    long before = threads.getCurrentThreadAllocatedBytes();
    run(random);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(counting.trades - tradesBefore).isGreaterThan(COMMANDS / 20);
    assertThat(counting.others).isGreaterThan(COMMANDS);
    assertThat(allocated).isLessThan(1_000);
  }

  private void run(RandomGenerator random) {
    for (int i = 0; i < COMMANDS; i++) {
      long id = random.nextInt(IDS);
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      long price = 100_000 + random.nextInt(-900, 100) * (side == Side.BUY ? 1L : -1L);
      order.order(id, random.nextInt(8), side, price, 1 + random.nextInt(50));
      order.selfTrade(random.nextBoolean() ? SelfTrade.NONE : SelfTrade.EXPIRE_MAKER);
      switch (random.nextInt(8)) {
        case 0 -> book.cancel(id);
        case 1 -> book.replace(id, order);
        case 2 -> book.reduce(id, 3);
        case 3 -> book.place(order.timeInForce(TimeInForce.IOC));
        case 4 -> book.place(order.timeInForce(TimeInForce.FOK));
        case 5 -> book.place(order.display(5));
        case 6 -> book.forEachLevel(side, 20, counting);
        default -> book.place(order);
      }
      book.measure(order, sweep);
    }
    for (long id = 0; id < IDS; id++) {
      book.cancel(id);
    }
  }

  /** Keeps no more than a count. */
  private static final class Counting implements BookListener, LevelVisitor {
    private long trades;
    private long others;

    @Override
    public void traded(Match match) {
      trades++;
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
    public void level(long price, long shown) {
      others++;
    }
  }
}
