package dev.carillon.core.bus;

/** Hears what the bus carries. */
@FunctionalInterface
public interface BusListener {

  /**
   * Takes one event. Events of one topic come one at a time and in the order that all nodes see;
   * logged events come one at a time with growing sequences. Must not block.
   */
  void onEvent(Event event);
}
