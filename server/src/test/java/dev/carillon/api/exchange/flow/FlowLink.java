package dev.carillon.api.exchange.flow;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.hub.SharedFrames;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent on one connection, until it is taken. Its reader may stand still. */
final class FlowLink implements Link {
  /** So much waits for a reader that stands still that nothing more is written. */
  private static final int FULL_BYTES = 1 << 17;

  private final Loop loop;
  private List<String> texts = new ArrayList<>();
  private boolean stalled;
  private @Nullable CloseReason closed;

  FlowLink(Loop loop) {
    this.loop = loop;
  }

  /** What has come since the last time. */
  List<String> take() {
    List<String> taken = texts;
    texts = new ArrayList<>();
    return taken;
  }

  void stall(boolean stands) {
    stalled = stands;
  }

  boolean isStalled() {
    return stalled;
  }

  @Nullable CloseReason closed() {
    return closed;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public String remoteAddress() {
    return "127.0.0.1";
  }

  @Override
  public boolean deflates() {
    return false;
  }

  @Override
  public long backlogBytes() {
    return stalled ? FULL_BYTES : 0;
  }

  @Override
  public void write(Frame frame) {
    texts.add(frame.payloadText());
  }

  @Override
  public void write(SharedFrames frames) {
    ((HandLoop.Batch) frames).frames().forEach(this::write);
  }

  @Override
  public void writeAndFlush(SharedFrames frames) {
    write(frames);
  }

  @Override
  public void flush() {
    // Written is sent.
  }

  @Override
  public void flushSoon() {
    // Written is sent.
  }

  @Override
  public void pause() {
    // Nobody here shows a token, for which frames would have to wait.
  }

  @Override
  public void resume() {
    // See above.
  }

  @Override
  public void close(CloseReason reason) {
    closed = reason;
  }
}
