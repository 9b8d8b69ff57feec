package dev.carillon.protocol.phoenix;

/**
 * One joined topic of one socket, as its API plays it. All calls are on the socket's event loop and
 * must not block.
 */
public interface Channel {

  /**
   * Takes what the client pushed. Pushes of a channel come one at a time in the order they were
   * sent: the next one waits until this one was answered or {@linkplain Push#release() released},
   * on whatever thread. Other channels of the socket do not wait.
   *
   * <p>An exception answers it with {@code {"reason":"internal"}}, and the channel lives on.
   */
  void onPush(Push push);

  /** Called about twice a second, for deadlines. */
  default void onTick(long nowMillis) {}

  /** The channel is over: the last call. Its subscriptions have ended. */
  default void onEnd(Ending ending) {}
}
