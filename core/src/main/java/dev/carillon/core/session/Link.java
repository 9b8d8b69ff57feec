package dev.carillon.core.session;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.hub.SharedFrames;

/**
 * The wire's end of one WebSocket: where frames go out. Implemented by {@code wire}, and by a
 * recorder in tests.
 *
 * <p>Confined to {@link #loop()} but for the methods that say otherwise.
 */
public interface Link {

  /** The event loop this connection lives on. Any thread. */
  Loop loop();

  /** The client's address as text, after trusted proxies. Any thread. */
  String remoteAddress();

  /** Whether permessage-deflate was negotiated, so that compressed frames may be sent. */
  boolean deflates();

  /**
   * Bytes written but not yet taken by the operating system. Batches shared with others count in
   * full: this connection keeps them alive.
   */
  long backlogBytes();

  /** Writes one frame; it leaves with the next {@link #flush()}. Ignored once closing. */
  void write(Frame frame);

  /** Writes a batch of frames that other connections send too. Does not consume it. */
  void write(SharedFrames frames);

  /** Writes as {@link #write(SharedFrames)} and hands it to the operating system at once. */
  void writeAndFlush(SharedFrames frames);

  /** Hands all that was written to the operating system. */
  void flush();

  /** Flushes at the end of the current turn of the loop; calling it often costs one flush. */
  void flushSoon();

  /**
   * Stops handing over frames, until {@link #resume()}, because an earlier one is being answered by
   * another thread. Frames received meanwhile wait in order and press back on the socket.
   */
  void pause();

  /** Hands over the frames that waited since {@link #pause()}, and goes on. */
  void resume();

  /** Sends a close frame and ends the connection. A second call does nothing. Any thread. */
  void close(CloseReason reason);
}
