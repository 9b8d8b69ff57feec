package dev.carillon.core.bus;

/** Hears what the bus carries. */
@FunctionalInterface
public interface BusListener {

  /**
   * Takes one event. Events of one topic come one at a time and in the order that all nodes see;
   * logged events come one at a time with growing sequences. Must not block.
   */
  void onEvent(Event event);

  /**
   * Takes a logged event that is to be kept and not to be delivered: subscribers have had it before
   * it had an offset, or it was published before this node was there. In line with the logged
   * events of {@link #onEvent}.
   */
  default void onKept(Event event) {}

  /**
   * Logged events were lost for this node, or the log itself was: what was kept does not reach to
   * what comes. In line with the logged events.
   *
   * @param kept what is kept from now on is after it; of another epoch than before if the log was
   *     lost
   * @param live what is delivered from now on is after it; what lies between is only kept
   */
  default void onGap(Offset kept, Offset live) {}
}
