package dev.carillon.demo.market;

import dev.carillon.engine.Engine;
import java.time.InstantSource;

/** The demo's participants, in a time that a test lets pass. Not for several threads. */
public final class SimulatedPeople {
  private final LiveMarkets live;

  /** They take up the orders that they have in the engine, which must know the demo's pairs. */
  public SimulatedPeople(Engine engine, InstantSource clock, long seed) {
    live = new LiveMarkets(engine, clock, seed);
  }

  /** Looks at the engine, if it is time to. */
  public void turn() {
    long _ = live.turn();
  }

  /** Goes on with what the engine has answered. */
  public void hear() {
    live.drain();
  }
}
