package dev.carillon.bench.book;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Runs one book through one mix, again and again, each time from an empty book, and prints one line
 * of the times that count: book, mix, commands a second and commands a second of processor time
 * (the medians), trades, lots, turnover. The second figure leaves out what others on the machine,
 * and a collector on a thread of its own, took.
 *
 * <p>One book a process, so that none runs code that was compiled for another.
 */
final class BookDuel {
  private static final int WARM_UP = 6;
  private static final int TIMES = 7;

  private BookDuel() {}

  public static void main(String[] args) {
    Supplier<Contestant> book =
        switch (args[0]) {
          case "carillon" -> CarillonBook::new;
          case "exchange-core" -> ExchangeCoreBook::new;
          case "parity" -> ParityBook::new;
          default -> throw new IllegalArgumentException("book: " + args[0]);
        };
    print(System.out, args[0], book, Mix.valueOf(args[1].toUpperCase(Locale.ROOT)));
  }

  private static void print(PrintStream out, String name, Supplier<Contestant> books, Mix mix) {
    Workload workload = Workload.of(mix);
    Commands commands = workload.commands();
    double[] rates = new double[TIMES];
    double[] cpu = new double[TIMES];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Contestant.Tally tally = new Contestant.Tally(0, 0, 0, 0);
    for (int i = 0; i < WARM_UP + TIMES; i++) {
      Contestant book = books.get();
      book.run(commands, 0, workload.start());
      double counted = (commands.count() - workload.start()) * 1e9;
      long cpuBegun = threads.getCurrentThreadCpuTime();
      long begun = System.nanoTime();
      book.run(commands, workload.start(), commands.count());
      rates[Math.max(0, i - WARM_UP)] = counted / (System.nanoTime() - begun);
      cpu[Math.max(0, i - WARM_UP)] = counted / (threads.getCurrentThreadCpuTime() - cpuBegun);
      tally = book.tally();
    }
    Arrays.sort(rates);
    Arrays.sort(cpu);
    out.printf(
        Locale.ROOT,
        "%s %s %.0f %.0f %d %d %d %d%n",
        name,
        mix.name().toLowerCase(Locale.ROOT),
        rates[TIMES / 2],
        cpu[TIMES / 2],
        tally.trades(),
        tally.lots(),
        tally.turnover(),
        tally.others());
  }
}
