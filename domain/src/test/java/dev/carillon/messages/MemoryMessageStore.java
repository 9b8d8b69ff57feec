package dev.carillon.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A {@link MessageStore} for tests. Any thread. */
public final class MemoryMessageStore implements MessageStore {
  private record Row(
      Message message, @Nullable String key, String fingerprint, long deletedAtMillis) {
    boolean isAlive() {
      return deletedAtMillis == NOT_DELETED;
    }
  }

  private static final long NOT_DELETED = -1;
  private static final Row FORGOTTEN =
      new Row(Message.create("", "", new Target.Everyone(), Body.of(""), 0), null, "", -2);

  private final Map<Integer, Row> rows = new TreeMap<>();

  @Override
  public synchronized Creation create(
      Message message, @Nullable String idempotencyKey, Consumer<? super Creation> onCommit) {
    Creation creation = create(message, idempotencyKey, rows.size());
    onCommit.accept(creation);
    return creation;
  }

  private Creation create(Message message, @Nullable String idempotencyKey, int position) {
    String fingerprint = Fingerprint.of(message.target(), message.body());
    if (idempotencyKey != null) {
      for (Row row : rows.values()) {
        if (idempotencyKey.equals(row.key) && row.message.userId().equals(message.userId())) {
          return row.fingerprint.equals(fingerprint) && row.isAlive()
              ? new Creation.Repeated(row.message)
              : new Creation.KeyReused();
        }
      }
    }
    rows.put(position, new Row(message, idempotencyKey, fingerprint, NOT_DELETED));
    return new Creation.Created(message);
  }

  @Override
  public synchronized Optional<Message> find(String id) {
    return Optional.ofNullable(rows.get(position(id))).filter(Row::isAlive).map(Row::message);
  }

  @Override
  public synchronized List<Message> list(MessageQuery query) {
    int end = query.before() == null ? rows.size() : position(query.before());
    List<Message> found = new ArrayList<>();
    for (int i = end - 1; i >= 0 && found.size() < query.limit(); i--) {
      Row row = rows.get(i);
      if (row != null && row.isAlive() && matches(row.message, query)) {
        found.add(row.message);
      }
    }
    return found;
  }

  @Override
  public synchronized Change update(
      String id, String authorId, Body body, long nowMillis, Consumer<? super Change> onCommit) {
    Change change = change(id, authorId, message -> message.withBody(body, nowMillis), NOT_DELETED);
    onCommit.accept(change);
    return change;
  }

  @Override
  public synchronized Change delete(
      String id, String authorId, long nowMillis, Consumer<? super Change> onCommit) {
    Change change = change(id, authorId, message -> message, nowMillis);
    onCommit.accept(change);
    return change;
  }

  @Override
  public synchronized int forget(long beforeMillis) {
    int touched = 0;
    for (Map.Entry<Integer, Row> entry : List.copyOf(rows.entrySet())) {
      Row row = entry.getValue();
      if (row.deletedAtMillis >= 0 && row.deletedAtMillis < beforeMillis) {
        // Its number stays its own.
        rows.put(entry.getKey(), FORGOTTEN);
        touched++;
      } else if (row.key != null && row.message.createdAtMillis() < beforeMillis) {
        rows.put(entry.getKey(), new Row(row.message, null, row.fingerprint, row.deletedAtMillis));
        touched++;
      }
    }
    return touched;
  }

  private interface Edit {
    Message apply(Message message);
  }

  private Change change(String id, String authorId, Edit edit, long deletedAtMillis) {
    int position = position(id);
    Row row = rows.get(position);
    if (row == null || !row.isAlive()) {
      return new Change.Missing();
    }
    if (!row.message.userId().equals(authorId)) {
      return new Change.NotTheAuthor(row.message);
    }
    Message changed = edit.apply(row.message);
    rows.put(position, new Row(changed, row.key, row.fingerprint, deletedAtMillis));
    return new Change.Changed(changed);
  }

  private int position(String id) {
    for (Map.Entry<Integer, Row> entry : rows.entrySet()) {
      if (entry.getValue().message.id().equals(id)) {
        return entry.getKey();
      }
    }
    return -1;
  }

  private static boolean matches(Message message, MessageQuery query) {
    String reader = query.reader();
    String channel = query.channelId();
    String other = query.otherUserId();
    if (channel != null && !message.target().equals(new Target.Channel(channel))) {
      return false;
    }
    if (other != null) {
      return message.target() instanceof Target.OneUser(String to)
          && ((message.userId().equals(other) && to.equals(reader))
              || (message.userId().equals(reader) && to.equals(other)));
    }
    return reader == null || message.isVisibleTo(reader);
  }
}
