package dev.carillon.deskengine;

import dev.carillon.desk.DeskListener;
import dev.carillon.desk.DeskView;
import dev.carillon.machine.Feed;

/**
 * Who is told what the FX desk does. Called on the desk's thread; must not block and must not
 * throw.
 */
public interface DeskEngineFeed extends DeskListener, Feed<DeskView> {}
