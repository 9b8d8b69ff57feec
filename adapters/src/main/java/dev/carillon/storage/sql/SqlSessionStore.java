package dev.carillon.storage.sql;

import dev.carillon.identity.Family;
import dev.carillon.identity.Rotation;
import dev.carillon.identity.SessionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Logins in a database. Each step is one statement, so of two that race one finds nothing. */
public final class SqlSessionStore implements SessionStore {
  private static final String RETURNING = " RETURNING id, user_id, created_at, expires_at";
  private static final String OPEN =
      """
      INSERT INTO families (id, user_id, token_hash, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?)\
      """;
  private static final String ROTATE =
      """
      UPDATE families SET token_hash = ?, expires_at = ?
      WHERE id = ? AND token_hash = ? AND revoked_at IS NULL AND expires_at > ?\
      """
          + RETURNING;
  private static final String REVOKE_ALIVE =
      """
      UPDATE families SET revoked_at = ?
      WHERE id = ? AND revoked_at IS NULL AND expires_at > ?\
      """
          + RETURNING;
  private static final String REVOKE =
      "UPDATE families SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL" + RETURNING;
  private static final String REVOKE_ALL =
      "UPDATE families SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL" + RETURNING;

  private final Writer writer;
  private final Reader readers;

  public SqlSessionStore(Writer writer, Reader readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public void open(Family family, String tokenHash) {
    writer.write(sql ->
        sql.update(
            OPEN,
            family.id(),
            family.userId(),
            tokenHash,
            family.createdAtMillis(),
            family.expiresAtMillis()));
  }

  @Override
  public Rotation rotate(
      String familyId, String usedHash, String nextHash, long nowMillis, long expiresAtMillis) {
    return writer.<Rotation>write(sql -> {
      Optional<Family> rotated =
          sql.one(
              ROTATE,
              SqlSessionStore::family,
              nextHash,
              expiresAtMillis,
              familyId,
              usedHash,
              nowMillis);
      if (rotated.isPresent()) {
        return new Rotation.Rotated(rotated.get());
      }
      Optional<Family> reused =
          sql.one(REVOKE_ALIVE, SqlSessionStore::family, nowMillis, familyId, nowMillis);
      return reused.isPresent() ? new Rotation.Reused(reused.get()) : new Rotation.Unknown();
    });
  }

  @Override
  public Optional<Family> revoke(String familyId, long nowMillis) {
    return writer.write(sql -> sql.one(REVOKE, SqlSessionStore::family, nowMillis, familyId));
  }

  @Override
  public List<Family> revokeAll(String userId, long nowMillis) {
    return writer.write(sql -> sql.all(REVOKE_ALL, SqlSessionStore::family, nowMillis, userId));
  }

  @Override
  public List<String> revokedSince(long sinceMillis) {
    return readers.read(sql ->
        sql.all(
            "SELECT id FROM families WHERE revoked_at >= ?", row -> row.getString(1), sinceMillis));
  }

  @Override
  public void forgetEndedBefore(long millis) {
    writer.write(sql -> sql.update("DELETE FROM families WHERE expires_at < ?", millis));
  }

  private static Family family(ResultSet row) throws SQLException {
    return new Family(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
  }
}
