package dev.carillon.api.desk;

import dev.carillon.deskengine.DeskEngine;

/** A desk behind a queue that a test works off by hand. */
interface HandDesk extends DeskEngine {

  /** Works off what waits, at most so much of it, as one batch. Whether there was anything. */
  boolean runBatch(int most);

  /** Does what time alone brings. */
  void passTime();
}
