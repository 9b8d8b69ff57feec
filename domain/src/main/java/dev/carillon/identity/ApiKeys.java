package dev.carillon.identity;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The keys that programs show instead of a login. Any thread; the calls block on the store.
 *
 * <p>A value is given out once; kept is its SHA-256, so a key is found by its value and never shown
 * again.
 */
public final class ApiKeys {
  static final int MAX_PER_USER = 100;
  private static final String PREFIX = "ck_";
  private static final int VALUE_BYTES = 32;
  private static final int ID_BYTES = 12;
  private static final int MAX_HINT = 8;

  /** A key and whose it is. */
  public record Holder(User user, ApiKey key) {}

  private final ApiKeyStore keys;
  private final UserStore users;
  private final Revocations revocations;
  private final RandomGenerator random;

  /**
   * Puts the parts together.
   *
   * @param random a cryptographically strong one
   */
  public ApiKeys(
      ApiKeyStore keys, UserStore users, Revocations revocations, RandomGenerator random) {
    this.keys = keys;
    this.users = users;
    this.revocations = revocations;
    this.random = random;
  }

  /** Makes a key for a user. */
  public KeyCreation create(String userId, String name, long nowMillis) {
    String shown = name.strip();
    if (!Rules.isName(shown)) {
      return new KeyCreation.Invalid("name", Rules.NAME_ISSUE);
    }
    if (keys.ofUser(userId).size() >= MAX_PER_USER) {
      return new KeyCreation.TooMany(MAX_PER_USER);
    }
    String value = PREFIX + Secrets.next(VALUE_BYTES, random);
    ApiKey key = key(userId, shown, value, nowMillis);
    if (!keys.create(key, Secrets.sha256(value))) {
      throw new IllegalStateException("a new key has the value or the id of another");
    }
    return new KeyCreation.Created(key, value);
  }

  /** Gives a user a key with a value everybody knows, for demos; nothing happens when it exists. */
  public void ensureKey(String userId, String name, String value, long nowMillis) {
    if (keys.byHash(Secrets.sha256(value)).isEmpty()) {
      keys.create(key(userId, name, value, nowMillis), Secrets.sha256(value));
    }
  }

  /** The keys of a user, oldest first, without their values. */
  public List<ApiKey> list(String userId) {
    return keys.ofUser(userId);
  }

  /**
   * Ends a key of a user; whether there was one.
   *
   * @param idOrValue the key's id, or the key itself
   */
  public boolean revoke(String userId, String idOrValue, long nowMillis) {
    Optional<ApiKey> removed = keys.remove(userId, idOrValue);
    if (removed.isEmpty()) {
      removed =
          keys.byHash(Secrets.sha256(idOrValue)).flatMap(key -> keys.remove(userId, key.id()));
    }
    removed.ifPresent(key -> revocations.revoke(new Revocation.OfKey(userId, key.id()), nowMillis));
    return removed.isPresent();
  }

  /** Whose key this is; empty when nobody's, or when its user is gone or suspended. */
  public Optional<Holder> find(String value) {
    return keys.byHash(Secrets.sha256(value))
        .flatMap(key ->
            users
                .byId(key.userId())
                .filter(user -> !user.suspended())
                .map(user -> new Holder(user, key)));
  }

  private ApiKey key(String userId, String name, String value, long nowMillis) {
    String hint = value.substring(0, Math.min(MAX_HINT, value.length() / 3));
    return new ApiKey(Secrets.next(ID_BYTES, random), userId, name, hint, nowMillis);
  }
}
