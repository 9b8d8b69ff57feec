package dev.carillon.core.cluster;

/**
 * What goes wrong by itself in a simulated cluster.
 *
 * @param dropOneIn of so many things that arrive, one is lost; 0: none
 * @param doubleOneIn of so many records, one comes twice; 0: none
 * @param reorder whether each node's things have a way of their own, as with several carriers
 */
public record SimulatedFaults(int dropOneIn, int doubleOneIn, boolean reorder) {
  public static final SimulatedFaults NONE = new SimulatedFaults(0, 0, false);
}
