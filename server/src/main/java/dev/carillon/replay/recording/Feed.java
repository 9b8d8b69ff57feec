package dev.carillon.replay.recording;

import java.util.List;

/** Where the items of a file go. */
interface Feed {

  /**
   * An item of the file as it is played.
   *
   * @param timeMillis its time moved to the present, milliseconds since 1970; 0: none
   */
  record Played(Item item, long timeMillis) {}

  /**
   * Takes some items, in their order. Blocks.
   *
   * @throws PlaybackException when it makes no sense to go on
   */
  void send(List<Played> items);
}
