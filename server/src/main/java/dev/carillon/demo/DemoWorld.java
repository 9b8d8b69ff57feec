package dev.carillon.demo;

import dev.carillon.identity.Account;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.Identity;
import dev.carillon.identity.User;
import java.util.List;
import java.util.Set;

/** Who and what the demo has. Everybody knows its passwords, so it stays on loopback. */
public final class DemoWorld {
  /** Of every demo user. */
  public static final String PASSWORD = "password123";

  /**
   * Of {@link #PASSWORD}. Ready, since to make it takes longer than all else that a start adds; the
   * same for all, since there is nothing to be guessed.
   */
  static final String PASSWORD_HASH =
      "$argon2id$v=19$m=19456,t=2,p=1$ZXZlcnlib2R5IGtub3dzIA"
          + "$GpdMLolUlpu58yWIpdU1ORswOcB3wSiZfvKUreX9SeE";

  public static final String JOHN = "550e8400-e29b-41d4-a716-446655440000";
  public static final String JANE = "550e8400-e29b-41d4-a716-446655440001";
  static final String ADMIN = "550e8400-e29b-41d4-a716-446655440002";

  private static final String EXCHANGE_KEY = "pk_live_abc123def456";
  private static final String TICKS_KEY = "demo";

  private DemoWorld() {}

  /** The users, the one of the documents' examples first. */
  public static List<User> users(long nowMillis) {
    return List.of(
        new User(JOHN, "user@example.com", "John Doe", Set.of(), nowMillis, false),
        new User(JANE, "jane@example.com", "Jane Smith", Set.of(), nowMillis, false),
        new User(ADMIN, "admin@example.com", "Admin", Set.of(User.ADMIN), nowMillis, false));
  }

  /** Adds what is missing; what is there stays as it is. Blocks on the store. */
  public static void create(Identity identity, ApiKeys keys, long nowMillis) {
    users(nowMillis).forEach(user -> identity.ensureAccount(new Account(user, PASSWORD_HASH)));
    keys.ensureKey(JOHN, "Exchange API", EXCHANGE_KEY, nowMillis);
    keys.ensureKey(JOHN, "Ticks API", TICKS_KEY, nowMillis);
  }
}
