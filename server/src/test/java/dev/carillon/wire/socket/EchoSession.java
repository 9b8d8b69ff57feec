package dev.carillon.wire.socket;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.limit.Quota;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;
import dev.carillon.core.session.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each text with itself; some texts are orders. */
final class EchoSession extends Session {
  static final int OUTBOX_BYTES = 1 << 20;

  private static final Quota UNLIMITED =
      new Quota() {
        @Override
        public boolean take(long nowNanos) {
          return true;
        }

        @Override
        public long waitMillis(long nowNanos) {
          return 0;
        }
      };

  private final CompletableFuture<CloseReason> end = new CompletableFuture<>();
  private final AtomicInteger ticks = new AtomicInteger();
  private long nextTickMillis;

  EchoSession(long id, Link link) {
    super(id, link, UNLIMITED, OUTBOX_BYTES);
  }

  /** Why it ended, once it has. */
  CompletableFuture<CloseReason> end() {
    return end;
  }

  int ticks() {
    return ticks.get();
  }

  @Override
  protected void onText(byte[] utf8, int offset, int length) {
    Frame frame = Frame.text(utf8, offset, length);
    switch (frame.payloadText()) {
      case "crash" -> throw new IllegalStateException("as ordered");
      case "close" -> close(CloseReason.policy("as ordered"));
      case "pause" -> link().pause();
      case "tick no more" -> nextTickMillis = Long.MAX_VALUE;
      default -> outbox().offer(frame);
    }
  }

  @Override
  protected void onBinary(byte[] bytes, int offset, int length) {
    outbox().offer(Frame.text(length + " bytes"));
  }

  @Override
  protected void onOverQuota(long retryAfterMillis) {
    throw new IllegalStateException("there is no quota");
  }

  @Override
  public void onTick(long nowMillis) {
    ticks.incrementAndGet();
  }

  @Override
  public long nextTickMillis() {
    return nextTickMillis;
  }

  @Override
  protected void onEnd(CloseReason reason) {
    end.complete(reason);
  }
}
