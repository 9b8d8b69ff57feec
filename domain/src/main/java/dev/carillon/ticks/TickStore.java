package dev.carillon.ticks;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where instruments and what is newest of them are over a restart, and for all nodes that share it.
 * Port. All methods block. Any thread.
 */
public interface TickStore {

  /** The instruments that were kept. */
  List<Instrument> instruments() throws IOException;

  /** Keeps these beside those that are kept; one whose token is known takes its place. */
  void keep(Collection<Instrument> instruments) throws IOException;

  /**
   * What was known, by token; nothing when nothing was kept.
   *
   * @throws IOException also when what is there can't be understood
   */
  Map<String, TickState> newest() throws IOException;

  /** Keeps these beside what is kept, unless that has a larger version. */
  void keepNewest(Map<String, TickState> states) throws IOException;
}
