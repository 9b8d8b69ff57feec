package dev.carillon.demo.desk;

import dev.carillon.desk.codec.CommandCodec;
import dev.carillon.desk.codec.CommandCodec.Timed;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.quote.Sessions;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.deskengine.DeskEngine;
import dev.carillon.deskengine.UsualSymbols;
import dev.carillon.journal.Journal;
import dev.carillon.state.StateWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The FX desk of the demo: its symbols, the day before it was started, and what goes on in it. */
public final class DemoDesk {
  private DemoDesk() {}

  /**
   * What is traded: ten symbols with usual figures.
   *
   * @param alwaysOpen whether they are traded at the weekend too, which no real market does
   */
  public static List<Symbol> symbols(boolean alwaysOpen) {
    return UsualSymbols.ALL.stream()
        .map(symbol -> alwaysOpen ? symbol.with(Sessions.ALWAYS) : symbol)
        .toList();
  }

  /**
   * What was commanded since the demo's desk exists, a little more than a day: symbols, John's and
   * Jane's accounts, quotes, and what John's strategy did. To be applied to a new desk, in its
   * order and with its times. Each iterator makes the same commands anew, a step at a time; the
   * same seed makes the same bids, whatever the time.
   *
   * @param endMillis about when the last command is, in milliseconds since 1970
   */
  public static Iterable<Timed> genesis(List<Symbol> symbols, long endMillis, long seed) {
    return () -> new Past(symbols, endMillis, seed);
  }

  /** Accounts alone, for a desk whose prices are not simulated: the first commands of its life. */
  public static Iterable<Timed> accounts(List<Symbol> symbols, long nowMillis) {
    return () ->
        Stream.concat(symbols.stream().map(Command.DefineSymbol::new), People.accounts().stream())
            .map(command -> new Timed(command, nowMillis))
            .iterator();
  }

  /**
   * Makes the past of a desk that has none: puts it into its journal, before the desk is recovered
   * from it. Blocks for a second or so, and for the disk.
   *
   * @param journal is empty
   * @return how many commands it has
   */
  public static long begin(Journal journal, Iterable<Timed> past) {
    StateWriter record = new StateWriter();
    for (Timed timed : past) {
      record.clear();
      CommandCodec.encode(record, timed.command(), timed.timeMillis());
      journal.append(record.array(), 0, record.size());
    }
    return journal.force();
  }

  /**
   * Lets the prices move on, from where they are, and John's strategy trade, until it is closed.
   *
   * @param desk that has the symbols
   */
  public static LiveDesk start(DeskEngine desk, InstantSource clock, long seed) {
    LiveDesk live = new LiveDesk(desk, clock, seed);
    live.start();
    return live;
  }
}
