package dev.carillon.storage.sql;

import dev.carillon.messages.Body;
import dev.carillon.messages.Change;
import dev.carillon.messages.Creation;
import dev.carillon.messages.Fingerprint;
import dev.carillon.messages.Message;
import dev.carillon.messages.MessageQuery;
import dev.carillon.messages.MessageStore;
import dev.carillon.messages.Target;
import dev.carillon.messages.Unpublished;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Messages in a database. */
public final class SqlMessageStore implements MessageStore {
  private static final String FIND =
      "SELECT " + MessageRows.COLUMNS + " FROM messages WHERE id = ? AND deleted_at IS NULL";
  private static final String FIND_BY_KEY =
      "SELECT "
          + MessageRows.COLUMNS
          + ", deleted_at, fingerprint FROM messages WHERE user_id = ? AND idempotency_key = ?";
  private static final String INSERT =
      """
      INSERT INTO messages (id, user_id, recipient_id, channel_id, content, attachments, metadata,
        created_at, updated_at, idempotency_key, fingerprint)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;
  private static final String UPDATE =
      "UPDATE messages SET content = ?, attachments = ?, metadata = ?, updated_at = ?"
          + " WHERE id = ? AND deleted_at IS NULL";
  private static final String DELETE =
      """
      UPDATE messages SET content = '', attachments = '[]', metadata = NULL, deleted_at = ?
      WHERE id = ? AND deleted_at IS NULL\
      """;

  private static final String FORGET_KEYS =
      """
      UPDATE messages SET idempotency_key = NULL, fingerprint = NULL WHERE seq IN
        (SELECT seq FROM messages WHERE idempotency_key IS NOT NULL AND created_at < ? LIMIT ?)\
      """;
  private static final String FORGET_DELETED =
      """
      DELETE FROM messages WHERE seq IN
        (SELECT seq FROM messages WHERE deleted_at < ? LIMIT ?)\
      """;
  private static final int FORGET_STEP = 500;

  private final Writer writer;
  private final Reader readers;
  private final boolean isShared;
  private final PublishedMarks marks;

  /**
   * The messages behind a writer and a reader.
   *
   * @param isShared other nodes use the database, too: what is written is remembered until it has
   *     reached them
   */
  public SqlMessageStore(Writer writer, Reader readers, boolean isShared) {
    this.writer = writer;
    this.readers = readers;
    this.isShared = isShared;
    this.marks = new PublishedMarks(writer);
  }

  /** What is known of the message an idempotency key was used for. */
  private record Earlier(Message message, boolean deleted, String fingerprint) {}

  @Override
  public Creation create(
      Message message, @Nullable String idempotencyKey, Consumer<? super Creation> onCommit) {
    String fingerprint =
        idempotencyKey == null ? null : Fingerprint.of(message.target(), message.body());
    return writer.<Creation>write(
        sql -> create(sql, message, idempotencyKey, fingerprint), onCommit);
  }

  private Creation create(
      Sql sql, Message message, @Nullable String idempotencyKey, @Nullable String fingerprint)
      throws SQLException {
    Optional<Earlier> earlier =
        idempotencyKey == null ? Optional.empty() : earlier(sql, message.userId(), idempotencyKey);
    if (earlier.isPresent()) {
      return repeated(earlier.get(), fingerprint);
    }
    insert(sql, message, idempotencyKey, fingerprint);
    remember(sql, message.id(), Unpublished.Kind.CREATED, message.createdAtMillis());
    return new Creation.Created(message);
  }

  @Override
  public Optional<Message> find(String id) {
    return readers.read(sql -> sql.one(FIND, MessageRows::message, id));
  }

  @Override
  public List<Message> list(MessageQuery query) {
    return readers.read(sql -> MessageRows.list(sql, query));
  }

  @Override
  public Change update(
      String id, String authorId, Body body, long nowMillis, Consumer<? super Change> onCommit) {
    return writer.<Change>write(
        sql -> {
          Change change = mayChange(sql, id, authorId);
          if (!(change instanceof Change.Changed(Message old))) {
            return change;
          }
          int changed =
              sql.update(
                  UPDATE, body.content(), body.attachments(), body.metadata(), nowMillis, id);
          if (changed == 0) {
            return new Change.Missing();
          }
          remember(sql, id, Unpublished.Kind.UPDATED, nowMillis);
          return new Change.Changed(old.withBody(body, nowMillis));
        },
        onCommit);
  }

  @Override
  public Change delete(
      String id, String authorId, long nowMillis, Consumer<? super Change> onCommit) {
    return writer.<Change>write(
        sql -> {
          Change change = mayChange(sql, id, authorId);
          if (!(change instanceof Change.Changed)) {
            return change;
          }
          if (sql.update(DELETE, nowMillis, id) == 0) {
            return new Change.Missing();
          }
          remember(sql, id, Unpublished.Kind.DELETED, nowMillis);
          return change;
        },
        onCommit);
  }

  private void remember(Sql sql, String messageId, Unpublished.Kind kind, long atMillis)
      throws SQLException {
    if (isShared) {
      MessageOutbox.insert(sql, messageId, kind, atMillis);
    }
  }

  @Override
  public List<Unpublished> unpublished(long beforeMillis, long nowMillis, int limit) {
    return isShared
        ? writer.write(sql -> MessageOutbox.take(sql, beforeMillis, nowMillis, limit))
        : List.of();
  }

  @Override
  public void published(String messageId, Unpublished.Kind kind, long atMillis) {
    if (isShared) {
      marks.write(new PublishedMarks.Mark(messageId, kind, atMillis));
    }
  }

  @Override
  public boolean publishedAgain() {
    return marks.writeAgain();
  }

  @Override
  public int forget(long beforeMillis) {
    if (isShared) {
      int _ = writer.write(sql -> MessageOutbox.forget(sql, beforeMillis));
    }
    return all(FORGET_DELETED, beforeMillis) + all(FORGET_KEYS, beforeMillis);
  }

  private int all(String statement, long beforeMillis) {
    int sum = 0;
    while (true) {
      int touched = writer.write(sql -> sql.update(statement, beforeMillis, FORGET_STEP));
      sum += touched;
      if (touched < FORGET_STEP) {
        return sum;
      }
    }
  }

  private static Change mayChange(Sql sql, String id, String authorId) throws SQLException {
    Optional<Message> found = sql.one(FIND, MessageRows::message, id);
    if (found.isEmpty()) {
      return new Change.Missing();
    }
    return found.get().userId().equals(authorId)
        ? new Change.Changed(found.get())
        : new Change.NotTheAuthor(found.get());
  }

  private static Optional<Earlier> earlier(Sql sql, String userId, String key) throws SQLException {
    return sql.one(
        FIND_BY_KEY,
        row -> {
          boolean deleted = row.getObject(MessageRows.COUNT + 1) != null;
          return new Earlier(
              MessageRows.message(row), deleted, row.getString(MessageRows.COUNT + 2));
        },
        userId,
        key);
  }

  private static Creation repeated(Earlier earlier, @Nullable String fingerprint) {
    return earlier.fingerprint.equals(fingerprint) && !earlier.deleted
        ? new Creation.Repeated(earlier.message)
        : new Creation.KeyReused();
  }

  private static void insert(
      Sql sql, Message message, @Nullable String key, @Nullable String fingerprint)
      throws SQLException {
    sql.update(
        INSERT,
        message.id(),
        message.userId(),
        message.target() instanceof Target.OneUser(String recipient) ? recipient : null,
        message.target() instanceof Target.Channel(String channel) ? channel : null,
        message.body().content(),
        message.body().attachments(),
        message.body().metadata(),
        message.createdAtMillis(),
        message.updatedAtMillis(),
        key,
        fingerprint);
  }
}
