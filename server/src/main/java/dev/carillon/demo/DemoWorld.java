package dev.carillon.demo;

import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.Identity;
import dev.carillon.identity.User;
import java.util.List;
import java.util.Set;

/** Who and what the demo has. Everybody knows its passwords, so it stays on loopback. */
public final class DemoWorld {
  /** Of every demo user. */
  public static final String PASSWORD = "password123";

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

  /** Adds what is missing; what is there stays as it is. Blocks on the store and the hasher. */
  public static void create(Identity identity, ApiKeys keys, long nowMillis) {
    users(nowMillis).forEach(user -> identity.ensureUser(user, PASSWORD));
    keys.ensureKey(JOHN, "Exchange API", EXCHANGE_KEY, nowMillis);
    keys.ensureKey(JOHN, "Ticks API", TICKS_KEY, nowMillis);
  }
}
