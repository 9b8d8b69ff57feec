package dev.carillon.core.session;

import dev.carillon.core.limit.Quota;

/**
 * One WebSocket connection of one client, in the hands of one API: the wire calls it, the API
 * extends it.
 *
 * <p>Confined to its connection's event loop, but for {@link #id()}, {@link #close} and {@link
 * #onLoop}. None of its methods may block: work that does goes to another thread between {@link
 * Link#pause()} and {@link Link#resume()}.
 */
public abstract class Session {
  /** A client that sends this many broken messages in a row is not a client of ours. */
  private static final int BROKEN_IN_A_ROW = 10;

  private final long id;
  private final Link link;
  private final Outbox outbox;
  private final Quota quota;
  private int brokenInARow;
  private boolean ended;

  /**
   * @param id unique in this process, not 0
   * @param quota what the client may send, one permit a message
   * @param outboxBytes how many bytes may wait before the reader counts as too slow
   */
  protected Session(long id, Link link, Quota quota, int outboxBytes) {
    this.id = id;
    this.link = link;
    this.quota = quota;
    this.outbox = new Outbox(id, link, outboxBytes);
  }

  public final long id() {
    return id;
  }

  public final Link link() {
    return link;
  }

  public final Outbox outbox() {
    return outbox;
  }

  /** Runs {@code task} on this session's event loop, unless the session has ended by then. */
  public final void onLoop(Runnable task) {
    link.loop()
        .execute(() -> {
          if (!ended) {
            task.run();
          }
        });
  }

  /** Ends the connection. Any thread; only the first call counts. */
  public final void close(CloseReason reason) {
    link.close(reason);
  }

  /** The wire: a complete text message, valid UTF-8. The bytes may be reused after the call. */
  public final void receiveText(byte[] utf8, int offset, int length, long nowNanos) {
    if (quota.take(nowNanos)) {
      onText(utf8, offset, length);
    } else {
      onOverQuota(quota.waitMillis(nowNanos));
    }
  }

  /** The wire: a complete binary message. The bytes may be reused after the call. */
  public final void receiveBinary(byte[] bytes, int offset, int length, long nowNanos) {
    if (quota.take(nowNanos)) {
      onBinary(bytes, offset, length);
    } else {
      onOverQuota(quota.waitMillis(nowNanos));
    }
  }

  /** The wire: the operating system takes bytes again after it refused some. */
  public final void receiveWritable() {
    outbox.onWritable();
  }

  /** The wire: the connection is gone. Called once, whoever ended it. */
  public final void receiveEnd(CloseReason reason) {
    ended = true;
    outbox.discard();
    onEnd(reason);
  }

  /** The connection is open; nothing was received yet. */
  protected void onOpen() {}

  /** The wire: see {@link #onOpen()}. */
  public final void receiveOpen() {
    onOpen();
  }

  protected abstract void onText(byte[] utf8, int offset, int length);

  /** By default closes with 1003: most APIs speak JSON in text frames. */
  protected void onBinary(byte[] bytes, int offset, int length) {
    close(CloseReason.BINARY_NOT_ACCEPTED);
  }

  /** A message came in over the quota and was dropped. */
  protected abstract void onOverQuota(long retryAfterMillis);

  /** The connection ends for too many broken messages: the last chance to say so in own words. */
  protected void onTooManyBroken() {}

  /** Called about twice a second, for deadlines; less often by {@link #nextTickMillis}. */
  public abstract void onTick(long nowMillis);

  /**
   * Before when {@link #onTick} need not be called if nothing comes from the client, in
   * milliseconds since 1970; by default it always is. Asked after each tick, and there is one soon
   * after anything from the client and each {@link Link#resume}.
   */
  public long nextTickMillis() {
    return 0;
  }

  /** The connection is gone: the last call. */
  protected abstract void onEnd(CloseReason reason);

  /** Tells that the last message could be understood. */
  protected final void understood() {
    brokenInARow = 0;
  }

  /** Tells that the last message was not understood; too many in a row end the connection. */
  protected final void notUnderstood() {
    if (++brokenInARow >= BROKEN_IN_A_ROW) {
      onTooManyBroken();
      close(CloseReason.TOO_MANY_BROKEN_MESSAGES);
    }
  }
}
