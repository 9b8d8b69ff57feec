package dev.carillon.app;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.hub.SharedFrames;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;

/** A link without a socket, for {@link WarmUp}: what is sent goes nowhere. Confined to its loop. */
final class SilentLink implements Link {
  private final Loop loop;
  private Runnable onResume = () -> {};

  SilentLink(Loop loop) {
    this.loop = loop;
  }

  /** What to do, once, when the session takes frames again. */
  void onResume(Runnable action) {
    onResume = action;
  }

  @Override
  public void resume() {
    Runnable action = onResume;
    onResume = () -> {};
    loop.execute(action);
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
    return 0;
  }

  @Override
  public void write(Frame frame) {}

  @Override
  public void write(SharedFrames frames) {}

  @Override
  public void writeAndFlush(SharedFrames frames) {}

  @Override
  public void flush() {}

  @Override
  public void flushSoon() {}

  @Override
  public void pause() {}

  @Override
  public void close(CloseReason reason) {}
}
