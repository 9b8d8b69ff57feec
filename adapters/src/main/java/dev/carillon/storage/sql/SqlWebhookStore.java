package dev.carillon.storage.sql;

import static dev.carillon.storage.sql.IdBytes.bytes;

import dev.carillon.webhooks.Attempt;
import dev.carillon.webhooks.Progress;
import dev.carillon.webhooks.Webhook;
import dev.carillon.webhooks.Webhook.Incoming;
import dev.carillon.webhooks.Webhook.Outgoing;
import dev.carillon.webhooks.WebhookStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Webhooks in a database. */
public final class SqlWebhookStore implements WebhookStore {
  private static final String HOOK =
      "id, workspace_id, channel_id, name, created_by, created_at, token_hash, url, events,"
          + " secret, seq, part, enabled, failures, failing_since, next_at, disabled_why";
  private static final String SELECT = "SELECT " + HOOK + " FROM webhooks WHERE ";

  private final Writer writer;
  private final Reader readers;

  public SqlWebhookStore(Writer writer, Reader readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public boolean insert(Webhook hook, int maxOfChannel) {
    Columns of = Columns.of(hook);
    return writer.write(sql -> {
      sql.lock(IdBytes.lockOf(hook.channelId()));
      return sql.update(
              "INSERT INTO webhooks ("
                  + HOOK
                  + ") SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE"
                  + " (SELECT COUNT(*) FROM webhooks WHERE channel_id = ?) < ?",
              bytes(hook.id()),
              bytes(hook.workspaceId()),
              bytes(hook.channelId()),
              hook.name(),
              hook.createdBy(),
              hook.createdAtMillis(),
              of.tokenHash(),
              of.url(),
              of.events(),
              of.secret(),
              of.progress().seq(),
              of.progress().part(),
              of.progress().enabled(),
              of.progress().failures(),
              of.progress().failingSinceMillis(),
              of.progress().nextAtMillis(),
              of.progress().disabledWhy(),
              bytes(hook.channelId()),
              maxOfChannel)
          == 1;
    });
  }

  /** What one kind has and the other has not. */
  private record Columns(
      @Nullable String tokenHash,
      @Nullable String url,
      @Nullable String events,
      @Nullable String secret,
      Progress progress) {
    static Columns of(Webhook hook) {
      return switch (hook.kind()) {
        case Incoming(String hash) ->
            new Columns(hash, null, null, null, Progress.after(0).switched(false));
        case Outgoing(String url, List<String> events, String secret, Progress progress) ->
            new Columns(null, url, String.join(" ", events), secret, progress);
      };
    }
  }

  @Override
  public Optional<Webhook> find(String hookId) {
    return readers.read(
        sql -> sql.one(SELECT + "id = ?", SqlWebhookStore::hook, (Object) bytes(hookId)));
  }

  @Override
  public List<Webhook> ofChannel(String channelId) {
    return readers.read(sql ->
        sql.all(
            SELECT + "channel_id = ? ORDER BY created_at, id",
            SqlWebhookStore::hook,
            (Object) bytes(channelId)));
  }

  @Override
  public List<Webhook> enabled() {
    return readers.read(sql -> sql.all(SELECT + "enabled = 1 ORDER BY id", SqlWebhookStore::hook));
  }

  private static Webhook hook(ResultSet row) throws SQLException {
    String hash = row.getString(7);
    String url = row.getString(8);
    return new Webhook(
        id(row, 1),
        id(row, 2),
        id(row, 3),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        url == null
            ? new Incoming(hash)
            : new Outgoing(
                url, List.of(row.getString(9).split(" ")), row.getString(10), progress(row)));
  }

  private static String id(ResultSet row, int column) throws SQLException {
    return IdBytes.id(row.getBytes(column));
  }

  private static Progress progress(ResultSet row) throws SQLException {
    return new Progress(
        row.getLong(11),
        row.getInt(12),
        row.getBoolean(13),
        row.getInt(14),
        row.getLong(15),
        row.getLong(16),
        row.getString(17));
  }

  @Override
  public void update(Webhook hook) {
    Columns of = Columns.of(hook);
    int _ =
        writer.write(sql ->
            sql.update(
                "UPDATE webhooks SET name = ?, token_hash = ?, url = ?, events = ?, secret = ?"
                    + " WHERE id = ?",
                hook.name(),
                of.tokenHash(),
                of.url(),
                of.events(),
                of.secret(),
                bytes(hook.id())));
  }

  @Override
  public void switched(String hookId, Progress progress) {
    int _ =
        writer.write(sql ->
            sql.update(
                "UPDATE webhooks SET enabled = ?, failures = ?, failing_since = ?, next_at = ?,"
                    + " disabled_why = ? WHERE id = ?",
                progress.enabled(),
                progress.failures(),
                progress.failingSinceMillis(),
                progress.nextAtMillis(),
                progress.disabledWhy(),
                bytes(hookId)));
  }

  @Override
  public void progressed(String hookId, Progress progress, @Nullable Attempt attempt) {
    byte[] id = bytes(hookId);
    int _ =
        writer.write(sql -> {
          int known =
              sql.update(
                  "UPDATE webhooks SET seq = ?, part = ?, enabled = CASE WHEN enabled = 0 THEN 0 ELSE ? END, failures = ?,"
                      + " failing_since = ?, next_at = ?, disabled_why = ? WHERE id = ?",
                  progress.seq(),
                  progress.part(),
                  progress.enabled(),
                  progress.failures(),
                  progress.failingSinceMillis(),
                  progress.nextAtMillis(),
                  progress.disabledWhy(),
                  id);
          return attempt == null ? known : insert(sql, id, attempt);
        });
  }

  @Override
  public boolean lease(String hookId, String node, long millis) {
    return writer.write(sql -> {
      long now = sql.now();
      return sql.update(
              "UPDATE webhooks SET lease_node = ?, lease_until = ?"
                  + " WHERE id = ? AND (lease_until <= ? OR lease_node = ?)",
              node,
              now + millis,
              bytes(hookId),
              now,
              node)
          == 1;
    });
  }

  @Override
  public void remember(String hookId, Attempt attempt) {
    int _ = writer.write(sql -> insert(sql, bytes(hookId), attempt));
  }

  private static int insert(Sql sql, byte[] id, Attempt attempt) throws SQLException {
    sql.update(
        """
        INSERT INTO webhook_attempts
          (hook_id, number, at, event_id, event, status, took_millis, error)
        SELECT ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM webhook_attempts WHERE hook_id = ?),
          ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM webhooks WHERE id = ?)\
        """,
        id,
        id,
        attempt.atMillis(),
        attempt.eventId(),
        attempt.event(),
        attempt.status(),
        attempt.tookMillis(),
        attempt.error(),
        id);
    return sql.update(
        "DELETE FROM webhook_attempts WHERE hook_id = ? AND number <="
            + " (SELECT MAX(number) FROM webhook_attempts WHERE hook_id = ?) - ?",
        id,
        id,
        ATTEMPTS_KEPT);
  }

  @Override
  public List<Attempt> attempts(String hookId, int limit) {
    return readers.read(sql ->
        sql.all(
            "SELECT at, event_id, event, status, took_millis, error FROM webhook_attempts"
                + " WHERE hook_id = ? ORDER BY number DESC LIMIT ?",
            row ->
                new Attempt(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4),
                    row.getLong(5),
                    row.getString(6)),
            bytes(hookId),
            limit));
  }

  @Override
  public boolean delete(String hookId) {
    byte[] id = bytes(hookId);
    return writer.write(sql -> {
      sql.update("DELETE FROM webhook_attempts WHERE hook_id = ?", (Object) id);
      return sql.update("DELETE FROM webhooks WHERE id = ?", (Object) id) == 1;
    });
  }
}
