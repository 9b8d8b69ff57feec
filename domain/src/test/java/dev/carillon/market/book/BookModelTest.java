package dev.carillon.market.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.book.BookEvents.Told;
import dev.carillon.market.book.RandomCommands.Answer;
import dev.carillon.market.book.RandomCommands.Command;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The fast book does what the naive one does, event by event, and is sound after each command. */
class BookModelTest {
  private static final int COMMANDS = 20_000;

  private final BookEvents events = new BookEvents();
  private final BookEvents expected = new BookEvents();
  private final OrderBook book = new OrderBook(events);
  private final NaiveBook naive = new NaiveBook(expected);

  @Seeds(6)
  void aSmallCrowdedBookTellsWhatTheNaiveOneTells(RandomGenerator random) {
    run(new RandomCommands(random, 60, 6), COMMANDS);
  }

  @Seeds(6)
  void aBookOfManyLevelsTellsWhatTheNaiveOneTells(RandomGenerator random) {
    run(new RandomCommands(random, 400, 300), COMMANDS);
  }

  @Seeds(2)
  void aWideSparseBookTellsWhatTheNaiveOneTells(RandomGenerator random) {
    run(new RandomCommands(random, 1_500, 999_999), COMMANDS);
  }

  /** Else the others would prove less than they seem to. */
  @Seeds(1)
  void theRandomCommandsMeetEveryOutcomeAndEveryCause(RandomGenerator random) {
    RandomCommands commands = new RandomCommands(random, 60, 6);
    Set<Object> met = new HashSet<>();
    for (int i = 0; i < COMMANDS; i++) {
      met.add(commands.next().run(book) instanceof Answer(Outcome outcome, _) ? outcome : "");
      for (BookEvents.Event event : events.take()) {
        met.add(event instanceof BookEvents.Removed(_, Removal cause) ? cause : "");
      }
    }

    assertThat(met).contains((Object[]) Outcome.values()).contains((Object[]) Removal.values());
  }

  private void run(RandomCommands commands, int count) {
    for (int i = 0; i < count; i++) {
      Command command = commands.next();
      Object answer = command.run(naive);
      List<BookEvents.Event> told = expected.take();

      assertThat(command.run(book)).as("%s: %s", i, command).isEqualTo(answer);
      assertThat(events.take()).as("%s: %s", i, command).isEqualTo(told);
      checkSoundness();
      if (i % 500 == 0) {
        checkEveryOrder();
      }
    }
    checkRestored();
  }

  /** Not crossed, nobody shows what he does not have, and each level shows what its orders do. */
  private void checkSoundness() {
    long bid = book.bestPrice(Side.BUY);
    long ask = book.bestPrice(Side.SELL);
    assertThat(bid == 0 || ask == 0 || bid < ask).as("bid %s, ask %s", bid, ask).isTrue();
    assertThat(checkSide(Side.BUY) + checkSide(Side.SELL)).isEqualTo(book.orderCount());
  }

  /** How many orders there are. */
  private int checkSide(Side side) {
    List<Long> walked = new ArrayList<>();
    book.forEachLevel(
        side,
        Integer.MAX_VALUE,
        (price, shown) -> {
          walked.add(side == Side.BUY ? -price : price);
          walked.add(shown);
        });
    List<Long> summed = new ArrayList<>();
    int[] count = {0};
    book.forEachOrder(
        side,
        order -> {
          long key = side == Side.BUY ? -order.price() : order.price();
          int last = summed.size() - 1;
          if (last < 0 || summed.get(last - 1) != key) {
            summed.add(key);
            summed.add(order.shown());
          } else {
            summed.set(last, summed.get(last) + order.shown());
          }
          if (order.shown() < 1 || order.shown() > order.remaining()) {
            throw new AssertionError("an order shows what it does not have: " + order);
          }
          count[0]++;
        });

    assertThat(walked).isEqualTo(summed);
    assertThat(book.levelCount(side)).isEqualTo(walked.size() / 2);
    for (int i = 2; i < walked.size(); i += 2) {
      if (walked.get(i) <= walked.get(i - 2)) {
        throw new AssertionError("levels out of order: " + walked);
      }
    }
    return count[0];
  }

  private void checkEveryOrder() {
    for (Side side : Side.values()) {
      assertThat(orders(book, side)).isEqualTo(naive.orders(side).stream().map(Told::of).toList());
      for (Told order : orders(book, side)) {
        BookOrder found = new BookOrder();
        assertThat(book.find(order.id(), found)).isTrue();
        assertThat(Told.of(found)).isEqualTo(order);
        assertThat(book.contains(order.id())).isTrue();
        assertThat(book.remaining(order.id())).isEqualTo(order.remaining());
        assertThat(book.shownAt(side, order.price())).isEqualTo(naive.shownAt(side, order.price()));
      }
    }
  }

  private void checkRestored() {
    OrderBook restored = new OrderBook(expected);
    for (Side side : Side.values()) {
      for (Told order : orders(book, side)) {
        Incoming terms =
            new Incoming()
                .order(order.id(), order.owner(), side, order.price(), order.remaining())
                .display(order.display());
        restored.restore(terms, order.shown());
      }
      assertThat(orders(restored, side)).isEqualTo(orders(book, side));
    }
    assertThat(expected.take()).isEmpty();
  }

  private static List<Told> orders(OrderBook book, Side side) {
    List<Told> orders = new ArrayList<>();
    book.forEachOrder(side, order -> orders.add(Told.of(order)));
    return orders;
  }
}
