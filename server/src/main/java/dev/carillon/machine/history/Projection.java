package dev.carillon.machine.history;

import java.util.List;

/**
 * What a {@link Projector} brings events to. Both methods block.
 *
 * @param <E> events of one machine
 */
public interface Projection<E> {

  /** The journal's number of the last command whose events are here; 0: none. */
  long sequence();

  /**
   * Takes what some commands did, all or nothing. Storing the same again changes nothing.
   *
   * @param events in their order
   * @param sequence the journal's number of the last command
   * @throws RuntimeException when it can't be stored; the same may be tried again
   */
  void store(List<E> events, long sequence);
}
