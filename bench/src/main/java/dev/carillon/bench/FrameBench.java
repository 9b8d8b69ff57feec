package dev.carillon.bench;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.session.CloseReason;
import dev.carillon.wire.frame.FrameDecoder;
import dev.carillon.wire.frame.FrameListener;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Frames out of and into bytes. Decoding includes a copy of its input, which it unmasks in place.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseCompactObjectHeaders")
public class FrameBench {
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  @State(Scope.Thread)
  public static class Text {
    /** The payload's length in bytes. */
    @Param({"100", "1000", "10000"})
    int bytes;

    byte[] payload = {};
    byte[] masked = {};
    byte[] input = {};
    final FrameDecoder decoder = new FrameDecoder(MAX_MESSAGE_BYTES, null);
    final Counter counter = new Counter();

    @Setup(Level.Trial)
    public void setUp() {
      payload =
          "{\"type\":\"ping\"}."
              .repeat(bytes / 16 + 1)
              .substring(0, bytes)
              .getBytes(StandardCharsets.UTF_8);
      masked = masked(payload);
      input = new byte[masked.length];
    }
  }

  /** Counts the bytes of texts; anything else is a mistake of this benchmark. */
  static final class Counter implements FrameListener {
    private long textBytes;

    @Override
    public boolean accepting() {
      return true;
    }

    @Override
    public void onText(byte[] utf8, int offset, int length) {
      textBytes += length;
    }

    @Override
    public void onBinary(byte[] bytes, int offset, int length) {
      throw new IllegalStateException("binary");
    }

    @Override
    public void onPing(byte[] payload, int offset, int length) {
      throw new IllegalStateException("ping");
    }

    @Override
    public void onPong() {
      throw new IllegalStateException("pong");
    }

    @Override
    public void onClose(int code) {
      throw new IllegalStateException("close " + code);
    }

    @Override
    public void onViolation(CloseReason reason) {
      throw new IllegalStateException(reason.text());
    }
  }

  @Benchmark
  public Frame encode(Text text) {
    return Frame.text(text.payload, 0, text.payload.length);
  }

  @Benchmark
  public long decode(Text text) {
    System.arraycopy(text.masked, 0, text.input, 0, text.masked.length);
    text.decoder.decode(text.input, 0, text.input.length, text.counter);
    return text.counter.textBytes;
  }

  /** A client's frame (RFC 6455 section 5.2). */
  private static byte[] masked(byte[] payload) {
    byte[] key = {0x12, 0x34, 0x56, 0x78};
    int header = payload.length < 126 ? 2 : 4;
    byte[] frame = new byte[header + key.length + payload.length];
    frame[0] = (byte) 0x81;
    if (header == 2) {
      frame[1] = (byte) (0x80 | payload.length);
    } else {
      frame[1] = (byte) (0x80 | 126);
      frame[2] = (byte) (payload.length >> 8);
      frame[3] = (byte) payload.length;
    }
    System.arraycopy(key, 0, frame, header, key.length);
    for (int i = 0; i < payload.length; i++) {
      frame[header + key.length + i] = (byte) (payload[i] ^ key[i & 3]);
    }
    return frame;
  }
}
