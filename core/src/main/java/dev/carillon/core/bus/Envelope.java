package dev.carillon.core.bus;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NoteReader;
import dev.carillon.core.cluster.NoteWriter;
import dev.carillon.core.topic.Topic;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A publication as bytes between nodes. The session that shall not get it stays behind: it means
 * something on its own node only.
 *
 * <p>The first byte is the version. A node that does not know it ignores the publication, so nodes
 * of two versions can work side by side while one after the other is renewed.
 */
public final class Envelope {
  private static final int VERSION = 1;
  private static final int HAS_METADATA = 1;
  private static final int HAS_KEY = 2;

  private Envelope() {}

  /** The bytes of a publication. */
  public static byte[] encode(Publication publication) {
    Topic topic = publication.topic();
    Payload data = publication.data();
    Payload metadata = publication.metadata();
    String key = publication.key();
    int flags = (metadata == null ? 0 : HAS_METADATA) | (key == null ? 0 : HAS_KEY);
    NoteWriter note =
        new NoteWriter(sizeOf(publication))
            .putByte(VERSION)
            .putByte(flags)
            .putText(topic.space())
            .putText(topic.name())
            .putText(publication.event())
            .putNumber(publication.timestampMillis())
            .putNumber(publication.readers().size());
    publication.readers().forEach(note::putText);
    if (key != null) {
      note.putText(key);
    }
    if (metadata != null) {
      put(metadata, note);
    }
    put(data, note);
    return note.toBytes();
  }

  /** About how many bytes a publication has. */
  static int sizeOf(Publication publication) {
    Payload metadata = publication.metadata();
    return publication.data().sizeBytes() + (metadata == null ? 0 : metadata.sizeBytes()) + 128;
  }

  /** Returns null when it is of another version, or no publication at all. */
  public static @Nullable Publication decode(byte[] bytes) {
    try {
      NoteReader note = new NoteReader(bytes);
      return note.takeByte() == VERSION ? decode(note) : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static Publication decode(NoteReader note) {
    int flags = note.takeByte();
    Topic topic = Topic.of(note.takeText(), note.takeText());
    String event = note.takeText();
    long timestampMillis = note.takeNumber();
    Set<String> readers = new LinkedHashSet<>();
    for (int left = note.takeLength(); left > 0; left--) {
      readers.add(note.takeText());
    }
    String key = (flags & HAS_KEY) == 0 ? null : note.takeText();
    Payload metadata = (flags & HAS_METADATA) == 0 ? null : take(note);
    Payload data = take(note);
    return new Publication(topic, event, data, metadata, timestampMillis, readers, key, 0);
  }

  private static void put(Payload payload, NoteWriter note) {
    int start = note.putRoom(payload.sizeBytes());
    payload.copyTo(note.target(), start);
  }

  private static Payload take(NoteReader note) {
    byte[] bytes = note.takeBytes();
    return Payload.copyOf(bytes, 0, bytes.length);
  }

  /** The part of all topics that {@code topic} belongs to: the same on all nodes. */
  static int partition(Topic topic) {
    int hash = topic.hashCode();
    return (hash ^ (hash >>> 16)) & (Cluster.PARTITIONS - 1);
  }
}
