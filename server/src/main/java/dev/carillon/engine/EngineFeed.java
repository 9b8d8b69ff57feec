package dev.carillon.engine;

import dev.carillon.machine.Feed;
import dev.carillon.market.EngineListener;
import dev.carillon.market.EngineView;

/**
 * Who is told what the exchange's engine does. When a batch is done, books are uncrossed. Called on
 * the engine's thread; must not block and must not throw.
 */
public interface EngineFeed extends EngineListener, Feed<EngineView> {}
