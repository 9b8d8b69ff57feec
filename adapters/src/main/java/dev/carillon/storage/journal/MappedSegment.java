package dev.carillon.storage.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;

/** A segment in memory, for reading; one thread. */
final class MappedSegment implements AutoCloseable {
  private final Arena arena;
  private final Records records;

  private MappedSegment(Arena arena, ByteBuffer bytes) {
    this.arena = arena;
    this.records = new Records(bytes.order(ByteOrder.LITTLE_ENDIAN));
  }

  static MappedSegment open(Segment segment) throws IOException {
    Arena arena = Arena.ofConfined();
    try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
      return new MappedSegment(
          arena, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer());
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  Records records() {
    return records;
  }

  @Override
  public void close() {
    arena.close();
  }
}
