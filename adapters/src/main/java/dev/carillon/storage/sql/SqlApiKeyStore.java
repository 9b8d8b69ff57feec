package dev.carillon.storage.sql;

import dev.carillon.identity.ApiKey;
import dev.carillon.identity.ApiKeyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** API keys in a database. */
public final class SqlApiKeyStore implements ApiKeyStore {
  private static final String KEY = "id, user_id, name, hint, created_at";

  private final Writer writer;
  private final Reader readers;

  public SqlApiKeyStore(Writer writer, Reader readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public boolean create(ApiKey key, String valueHash) {
    return writer.write(sql ->
        sql.update(
                """
                INSERT INTO api_keys (id, user_id, name, hint, value_hash, created_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
                """,
                key.id(),
                key.userId(),
                key.name(),
                key.hint(),
                valueHash,
                key.createdAtMillis())
            == 1);
  }

  @Override
  public Optional<ApiKey> byHash(String valueHash) {
    return readers.read(sql ->
        sql.one(
            "SELECT " + KEY + " FROM api_keys WHERE value_hash = ?",
            SqlApiKeyStore::key,
            valueHash));
  }

  @Override
  public List<ApiKey> ofUser(String userId) {
    return readers.read(sql ->
        sql.all(
            "SELECT " + KEY + " FROM api_keys WHERE user_id = ? ORDER BY created_at, id",
            SqlApiKeyStore::key,
            userId));
  }

  @Override
  public Optional<ApiKey> remove(String userId, String keyId) {
    return writer.write(sql ->
        sql.one(
            "DELETE FROM api_keys WHERE user_id = ? AND id = ? RETURNING " + KEY,
            SqlApiKeyStore::key,
            userId,
            keyId));
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5));
  }
}
