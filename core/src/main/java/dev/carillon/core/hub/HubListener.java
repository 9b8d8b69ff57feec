package dev.carillon.core.hub;

/** Hears how the hub works, for metrics. Called on event loops: must be quick. */
public interface HubListener {
  /** Nobody listens. */
  HubListener NONE = (_, _, _) -> {};

  /**
   * A shard delivered what had gathered since its last turn.
   *
   * @param deliveries events times their subscribers, slow ones included
   * @param nanos how long it took, the hand-over to the sockets included
   */
  void turn(int events, long deliveries, long nanos);
}
