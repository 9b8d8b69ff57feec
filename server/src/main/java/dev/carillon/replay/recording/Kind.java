package dev.carillon.replay.recording;

import java.util.Set;
import java.util.function.Function;

/**
 * A kind of recorded data: how its lines are read, and which route takes it.
 *
 * @param name such as {@code trades}: what the list is called in a request, and by the user
 * @param path of the route
 * @param most how many the route takes at once
 * @param hopeless codes of refusals that every further item would hear, too
 * @param columns what the first line of a file says of all
 */
record Kind(
    String name, String path, int most, Set<String> hopeless, Function<Line, Columns> columns) {

  /** Which column of a file is what. */
  interface Columns {
    /** Whether the first line names the columns, and is no item. */
    boolean named();

    /**
     * The item of a line.
     *
     * @throws PlaybackException when it is none
     */
    Item read(Line line);
  }
}
