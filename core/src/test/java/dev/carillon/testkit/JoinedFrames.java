package dev.carillon.testkit;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.FrameDeflater;
import dev.carillon.core.hub.SharedFrames;
import java.util.List;

/** A batch of frames that can be looked into. Made by {@link FakeLoop#share}. */
public final class JoinedFrames implements SharedFrames {
  private final List<Frame> frames;
  private final boolean deflated;
  private final int sizeBytes;
  private boolean released;

  JoinedFrames(List<Frame> frames, boolean deflated) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("frames: none (expected: at least one)");
    }
    this.frames = List.copyOf(frames);
    this.deflated = deflated;
    this.sizeBytes = sizeBytes(frames, deflated);
  }

  private static int sizeBytes(List<Frame> frames, boolean deflated) {
    if (!deflated) {
      return frames.stream().mapToInt(Frame::sizeBytes).sum();
    }
    try (FrameDeflater deflater = new FrameDeflater(1)) {
      return frames.stream().mapToInt(frame -> frame.bytes(deflater).length).sum();
    }
  }

  public List<Frame> frames() {
    return frames;
  }

  /** The payloads of the frames, in their order. */
  public List<String> texts() {
    return frames.stream().map(Frame::payloadText).toList();
  }

  public boolean isDeflated() {
    return deflated;
  }

  public boolean isReleased() {
    return released;
  }

  @Override
  public int sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void release() {
    if (released) {
      throw new IllegalStateException("batch: released twice: " + texts());
    }
    released = true;
  }
}
