package dev.carillon.protocol.phoenix;

import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.session.CloseReason;

/** One client's connection with all its channels. Any thread, but where a method says otherwise. */
public interface PhoenixSocket {

  /** Unique in this process, not 0: what {@code Publication.exceptSession} leaves out. */
  long id();

  /** The client's address as text, after trusted proxies. */
  String remoteAddress();

  /** The shard of the socket's event loop. */
  Shard shard();

  /**
   * Makes the frames of broadcasts in the version this socket speaks. One instance for all sockets
   * of that version, so that each broadcast is encoded once. On the loop only.
   */
  Encoder encoder();

  /**
   * Whether the client's side has taken all that was sent; what only waits for the end of the
   * loop's turn is sent for that. Who sends the newest of something can wait for it, so that
   * nothing old waits for a slow reader. On the loop only.
   */
  boolean isDrained();

  /** Whether the calling thread is the socket's event loop. */
  boolean inLoop();

  /** Runs {@code task} on the socket's event loop, unless the socket has ended by then. */
  void onLoop(Runnable task);

  /** How many channels have joined. On the loop only. */
  int channels();

  /** Ends the connection. Only the first call counts. Never with 1000: clients would stay away. */
  void close(CloseReason reason);
}
