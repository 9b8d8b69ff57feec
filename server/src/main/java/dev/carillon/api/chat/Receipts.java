package dev.carillon.api.chat;

import dev.carillon.chat.model.ReadMark;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.IsoTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells who has read up to where, of each user and channel at most once a second: the first at
 * once, of those that follow the last (chat.md row 34). Any thread.
 */
final class Receipts {
  private static final long WINDOW_MILLIS = 1_000;

  private final Broadcasts broadcasts;

  /** Held while publishing, so that receipts come in their order. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Of those told less than a window ago, the oldest first. */
  private final Map<Reader, Window> windows = new LinkedHashMap<>();

  private record Reader(String channelId, String userId) {}

  private record Window(long untilMillis, @Nullable ReadMark held) {}

  Receipts(Broadcasts broadcasts) {
    this.broadcasts = broadcasts;
  }

  void read(ReadMark mark, long nowMillis) {
    Reader reader = new Reader(mark.channelId(), mark.userId());
    lock.lock();
    try {
      Window window = windows.get(reader);
      if (window == null) {
        tell(reader, mark, nowMillis);
      } else {
        windows.replace(reader, new Window(window.untilMillis(), mark));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends windows: tells what was held back in them. */
  void flush(long nowMillis) {
    lock.lock();
    try {
      Map<Reader, ReadMark> due = new LinkedHashMap<>();
      Iterator<Map.Entry<Reader, Window>> oldest = windows.entrySet().iterator();
      while (oldest.hasNext()) {
        Map.Entry<Reader, Window> entry = oldest.next();
        if (entry.getValue().untilMillis() > nowMillis) {
          break;
        }
        oldest.remove();
        ReadMark held = entry.getValue().held();
        if (held != null) {
          due.put(entry.getKey(), held);
        }
      }
      due.forEach((reader, mark) -> tell(reader, mark, nowMillis));
    } finally {
      lock.unlock();
    }
  }

  private void tell(Reader reader, ReadMark mark, long nowMillis) {
    windows.put(reader, new Window(nowMillis + WINDOW_MILLIS, null));
    Payload payload =
        Broadcasts.object(json ->
            json.field("channel_id", mark.channelId())
                .field("message_id", mark.messageId())
                .field("user_id", mark.userId())
                .field("read_at", IsoTime.text(mark.atMillis())));
    Topic topic = Broadcasts.channel(mark.channelId());
    if (mark.shared()) {
      broadcasts.passingHere(topic, "message_read", payload);
    } else {
      broadcasts.passingTo(mark.userId(), topic, "message_read", payload);
    }
  }
}
