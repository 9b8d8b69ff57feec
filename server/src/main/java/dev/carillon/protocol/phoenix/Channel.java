package dev.carillon.protocol.phoenix;

/**
 * One joined topic of one socket, as its API plays it. All calls are on the socket's event loop and
 * must not block.
 */
public interface Channel {

  /**
   * Takes what the client pushed. Pushes of a channel come one at a time in the order they were
   * sent: the next one waits until this one was answered, {@linkplain Push#release() released} or
   * {@linkplain Push#overlap() overlapped}. Other channels of the socket do not wait. One that was
   * not answered or released within {@link PhoenixSettings#answerTimeout} is answered {@code
   * {"reason":"timeout"}}.
   *
   * <p>A {@link dev.carillon.json.JsonException} answers it with {@link Replies#invalid}, any other
   * exception with {@code {"reason":"internal"}}; the channel lives on.
   */
  void onPush(Push push);

  /**
   * The client sent a heartbeat: what was sent to it some time before has arrived. Must not end the
   * channel.
   */
  default void onAlive() {}

  /** Called about twice a second, for deadlines. */
  default void onTick(long nowMillis) {}

  /**
   * Before when {@link #onTick} need not be called unless the client sends something, in
   * milliseconds since 1970. By default it is always called; {@link Long#MAX_VALUE}: never.
   */
  default long nextTickMillis() {
    return 0;
  }

  /** The channel is over: the last call. Its subscriptions have ended. */
  default void onEnd(Ending ending) {}
}
