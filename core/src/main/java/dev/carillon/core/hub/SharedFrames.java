package dev.carillon.core.hub;

/**
 * Complete WebSocket frames in one piece of memory that the connections of one loop send without
 * copying. Made by {@link Loop#share}; confined to that loop.
 */
public interface SharedFrames {

  /** The bytes it holds, and that a connection which could not send them yet keeps alive. */
  int sizeBytes();

  /** Gives up the maker's claim; connections that still send it keep theirs. */
  void release();
}
