package dev.carillon.bench;

import dev.carillon.desk.Desk;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Prints what a quote costs the FX desk's thread: 1,000 accounts in dollars and euros with five
 * positions each, all with stop loss and take profit, and two pending orders, on ten symbols. A
 * quote values all positions that depend on it, also those of other symbols that are converted by
 * it, lets happen what it reached, and checks the margin and the limits of the accounts it touched.
 */
final class DeskFigures {
  private static final List<String> NAMES =
      List.of(
          "EURUSD", "GBPUSD", "USDJPY", "USDCHF", "AUDUSD", "USDCAD", "NZDUSD", "EURGBP", "EURJPY",
          "GBPJPY");
  private static final long[] PRICES = {
    108_500, 127_300, 150_250, 88_100, 65_400, 136_700, 60_200, 85_200, 163_000, 191_300
  };
  private static final int ACCOUNTS = 1_000;
  private static final int POSITIONS = 5;
  private static final int QUOTES = 100_000;
  private static final int PER_SECOND = 200;
  private static final long STOP = 3_000;
  private static final int STEP = 5;

  private final PrintStream out;
  private final RandomGenerator random = new SplittableRandom(1);
  private final long[] bids = PRICES.clone();
  private final Desk desk = new Desk(this::happened);
  private long events;
  private long nowMillis = 1_795_100_400_000L;

  private DeskFigures(PrintStream out) {
    this.out = out;
  }

  static void print(PrintStream out) {
    DeskFigures figures = new DeskFigures(out);
    figures.prepare();
    figures.measure("warm-up");
    figures.measure("desk");
  }

  private void happened(DeskEvent event) {
    events += event instanceof DeskEvent.QuoteChanged ? 1 : 2;
  }

  private void apply(Command command) {
    if (desk.apply(command, nowMillis) instanceof Answer.Refused refused) {
      throw new IllegalStateException(refused.toString());
    }
  }

  private void prepare() {
    for (int i = 0; i < NAMES.size(); i++) {
      apply(new Command.DefineSymbol(Symbol.pair(NAMES.get(i), PRICES[i] > 140_000 ? 3 : 5)));
    }
    for (int i = 0; i < NAMES.size(); i++) {
      apply(quote(i));
    }
    for (int i = 0; i < ACCOUNTS; i++) {
      account("trader" + i, i);
    }
  }

  private void account(String owner, int number) {
    String currency = number % 4 == 0 ? "EUR" : "USD";
    apply(new Command.OpenAccount(owner, AccountTerms.of(currency, 100, MarginMode.CONVERTED)));
    apply(new Command.Deposit(owner, 1_000_000, null));
    apply(new Command.SetLimits(owner, new Limits(500_000, 900_000, 0, 0, false)));
    for (int i = 0; i < POSITIONS; i++) {
      int symbol = (number + i * 3) % NAMES.size();
      boolean buys = random.nextBoolean();
      OrderTerms terms = OrderTerms.market(buys ? Side.BUY : Side.SELL, 10);
      long below = bids[symbol] - STOP;
      long above = bids[symbol] + STOP;
      apply(
          new Command.Place(
              owner,
              NAMES.get(symbol),
              terms.protectedBy(buys ? below : above, buys ? above : below),
              null));
    }
    int symbol = number % NAMES.size();
    pending(owner, symbol, OrderType.BUY_LIMIT, bids[symbol] - STOP);
    pending(owner, symbol, OrderType.BUY_STOP, bids[symbol] + STOP);
  }

  private void pending(String owner, int symbol, OrderType type, long price) {
    OrderTerms terms = OrderTerms.pending(type, 10, price);
    apply(new Command.Place(owner, NAMES.get(symbol), terms, null));
  }

  /** A step of a walk that is drawn back to where it began, so that the positions stay. */
  private Command quote(int symbol) {
    long away = bids[symbol] - PRICES[symbol];
    bids[symbol] += random.nextInt(2 * STEP + 1) - STEP - away / 200;
    long bid = bids[symbol];
    return new Command.Quotes(List.of(new Tick(NAMES.get(symbol), bid, bid + 2, 0)));
  }

  private void measure(String what) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] nanos = new long[QUOTES];
    events = 0;
    long cpu = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < QUOTES; i++) {
      nowMillis += 1_000 / PER_SECOND;
      Command quote = quote(i % NAMES.size());
      long begin = System.nanoTime();
      desk.apply(quote, nowMillis);
      nanos[i] = System.nanoTime() - begin;
    }
    double micros = (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / QUOTES;
    Arrays.sort(nanos);
    int positions =
        desk.view().owners().stream().mapToInt(owner -> desk.view().positions(owner).size()).sum();
    out.printf(
        "%-8s %,d positions: %.1f us of processor time a quote, p50 %.1f p99 %.1f max %.0f us;"
            + " %d quotes a second use %.2f %% of a core; %.2f events a quote%n",
        what,
        positions,
        micros,
        nanos[QUOTES / 2] / 1e3,
        nanos[QUOTES * 99 / 100] / 1e3,
        nanos[QUOTES - 1] / 1e3,
        PER_SECOND,
        micros * PER_SECOND / 1e4,
        (double) events / QUOTES);
  }
}
