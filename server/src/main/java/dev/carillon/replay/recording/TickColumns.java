package dev.carillon.replay.recording;

import java.util.List;
import java.util.Set;

/**
 * Which column of a file of ticks is what, from 0; -1: there is none. Told by a header:
 *
 * <pre>{@code
 * token,ltp,ltq,ltt
 * 22,220800,1,2025-01-09T12:53:00Z
 * }</pre>
 */
record TickColumns(int token, int ltp, int ltq, int ltt) implements Kind.Columns {
  private static final List<String> TOKEN = List.of("token");
  private static final List<String> LTP = List.of("ltp");
  private static final List<String> LTQ = List.of("ltq");
  private static final List<String> LTT = List.of("ltt", "time");

  /** Ticks of any instruments. */
  static Kind any() {
    return new Kind("ticks", "/api/ticks/feed", 10_000, Set.of(), TickColumns::of);
  }

  private static TickColumns of(Line first) {
    return new TickColumns(
        first.require(TOKEN, "token"), first.require(LTP, "ltp"), first.find(LTQ), first.find(LTT));
  }

  @Override
  public boolean named() {
    return true;
  }

  @Override
  public Item read(Line line) {
    String instrument = line.field(token, "token");
    if (instrument.isEmpty()) {
      throw line.wrong("token", "empty", "the number of an instrument");
    }
    return new Item.Tick(
        line.number(),
        ltt < 0 ? Item.UNTIMED : line.millis(ltt),
        instrument,
        line.whole(ltp, "ltp"),
        ltq < 0 ? 0 : line.whole(ltq, "ltq"));
  }
}
