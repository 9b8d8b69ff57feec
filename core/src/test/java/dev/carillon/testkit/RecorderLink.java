package dev.carillon.testkit;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Loop;
import dev.carillon.core.hub.SharedFrames;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Link;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A link that notes what is sent, and whose reader is as slow as a test says. */
public final class RecorderLink implements Link {
  private final Loop loop;
  private final List<String> texts = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private int flushedTexts;
  private int flushes;
  private int batches;
  private long backlogBytes;
  private boolean stalled;
  private boolean deflates;
  private boolean paused;
  private boolean flushIsDue;
  private String remoteAddress = "127.0.0.1";
  private volatile @Nullable CloseReason closeReason;

  public RecorderLink(Loop loop) {
    this.loop = loop;
  }

  /** The payloads of all frames written, in their order. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  /** All frames written, in their order, also those that were taken as text. */
  public List<Frame> frames() {
    return List.copyOf(frames);
  }

  /** Those of {@link #texts()} that were handed to the operating system. */
  public List<String> flushedTexts() {
    return List.copyOf(texts.subList(0, flushedTexts));
  }

  /** Gives what {@link #texts()} gives, and forgets it. */
  public List<String> takeTexts() {
    List<String> taken = texts();
    texts.clear();
    flushedTexts = 0;
    return taken;
  }

  /** How often bytes were handed to the operating system. */
  public int flushes() {
    return flushes;
  }

  /** How many of the writes were of batches that others send too. */
  public int batches() {
    return batches;
  }

  public boolean isPaused() {
    return paused;
  }

  /** Why it was closed first, or null while open. */
  public @Nullable CloseReason closeReason() {
    return closeReason;
  }

  public void setDeflates(boolean deflates) {
    this.deflates = deflates;
  }

  public void setRemoteAddress(String remoteAddress) {
    this.remoteAddress = remoteAddress;
  }

  public void setBacklogBytes(long backlogBytes) {
    this.backlogBytes = backlogBytes;
  }

  /** The reader stops: from now on all that is written waits. */
  public void stall() {
    stalled = true;
  }

  /** The reader has read everything. The session is told by its {@code receiveWritable}. */
  public void drain() {
    stalled = false;
    backlogBytes = 0;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public boolean deflates() {
    return deflates;
  }

  @Override
  public long backlogBytes() {
    return backlogBytes;
  }

  @Override
  public void write(Frame frame) {
    wrote(List.of(frame), frame.sizeBytes());
  }

  @Override
  public void write(SharedFrames frames) {
    JoinedFrames joined = (JoinedFrames) frames;
    if (joined.isReleased()) {
      throw new IllegalStateException("batch: written after its release: " + joined.texts());
    }
    batches++;
    wrote(joined.frames(), joined.sizeBytes());
  }

  @Override
  public void writeAndFlush(SharedFrames frames) {
    write(frames);
    flush();
  }

  @Override
  public void flush() {
    flushIsDue = false;
    if (flushedTexts < texts.size()) {
      flushes++;
      flushedTexts = texts.size();
    }
  }

  @Override
  public void flushSoon() {
    if (!flushIsDue) {
      flushIsDue = true;
      loop.execute(() -> {
        if (flushIsDue) {
          flush();
        }
      });
    }
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public void close(CloseReason reason) {
    if (closeReason == null) {
      closeReason = reason;
    }
  }

  private void wrote(List<Frame> written, int sizeBytes) {
    if (closeReason != null) {
      return;
    }
    frames.addAll(written);
    written.forEach(frame -> texts.add(frame.payloadText()));
    if (stalled) {
      backlogBytes += sizeBytes;
    }
  }
}
