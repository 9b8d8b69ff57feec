package dev.carillon.storage.sql;

import dev.carillon.identity.Account;
import dev.carillon.identity.User;
import dev.carillon.identity.UserStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Users in a database. */
public final class SqlUserStore implements UserStore {
  private static final String SELECT =
      "SELECT id, email, name, roles, created_at, suspended, password_hash FROM users ";

  private final Writer writer;
  private final Reader readers;

  public SqlUserStore(Writer writer, Reader readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public boolean create(Account account) {
    User user = account.user();
    String roles = String.join(" ", user.roles());
    return writer.write(sql ->
        sql.update(
                """
                INSERT INTO users
                  (id, email, name, roles, password_hash, created_at, suspended)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
                """,
                user.id(),
                user.email(),
                user.name(),
                roles,
                account.passwordHash(),
                user.createdAtMillis(),
                user.suspended() ? 1 : 0)
            == 1);
  }

  @Override
  public Optional<User> byId(String id) {
    return readers.read(sql -> sql.one(SELECT + "WHERE id = ?", SqlUserStore::user, id));
  }

  @Override
  public Optional<Account> byEmail(String email) {
    return readers.read(sql ->
        sql.one(
            SELECT + "WHERE email = ?", row -> new Account(user(row), row.getString(7)), email));
  }

  @Override
  public void replacePasswordHash(String userId, String passwordHash) {
    writer.write(
        sql -> sql.update("UPDATE users SET password_hash = ? WHERE id = ?", passwordHash, userId));
  }

  @Override
  public boolean suspend(String userId, boolean suspended) {
    return writer.write(sql ->
        sql.update("UPDATE users SET suspended = ? WHERE id = ?", suspended ? 1 : 0, userId) == 1);
  }

  @Override
  public void acceptTokensAfter(String userId, long millis) {
    writer.write(sql ->
        sql.update(
            "UPDATE users SET tokens_after = ? WHERE id = ? AND tokens_after < ?",
            millis,
            userId,
            millis));
  }

  @Override
  public Map<String, Long> tokensAcceptedAfter(long sinceMillis) {
    return readers
        .read(sql ->
            sql.all(
                "SELECT id, tokens_after FROM users WHERE tokens_after >= ?",
                row -> Map.entry(row.getString(1), row.getLong(2)),
                sinceMillis))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Set<String> suspended() {
    return Set.copyOf(
        readers.read(
            sql -> sql.all("SELECT id FROM users WHERE suspended = 1", row -> row.getString(1))));
  }

  private static User user(ResultSet row) throws SQLException {
    String roles = row.getString(4);
    return new User(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        roles.isEmpty() ? Set.of() : Set.of(roles.split(" ")),
        row.getLong(5),
        row.getInt(6) == 1);
  }
}
