package dev.carillon.identity;

import dev.carillon.identity.PasswordHasher.Check;
import dev.carillon.identity.PasswordHasher.Hashing;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Users come in here: they register, log in, stay logged in and log out. Any thread; the calls
 * block on the store and the password hasher.
 *
 * <p>An unknown user and a wrong password get the same answer after the same work. Refresh tokens
 * rotate: one that was used before ends its whole family (RFC 9700 section 4.14.2).
 */
public final class Identity {
  private static final int USER_ID_BYTES = 16;

  private final UserStore users;
  private final SessionStore sessions;
  private final PasswordHasher passwords;
  private final TokenIssuer issuer;
  private final LoginGuard guard;
  private final Revocations revocations;
  private final RandomGenerator random;
  private final long refreshMillis;

  /** Where users and their logins are kept. */
  public record Stores(UserStore users, SessionStore sessions) {}

  /**
   * Puts the parts together; call {@link #restore} before the first token is checked.
   *
   * @param random a cryptographically strong one
   * @param refreshLifetime how long a login lives without being renewed
   */
  public Identity(
      Stores stores,
      PasswordHasher passwords,
      TokenIssuer issuer,
      LoginGuard guard,
      Revocations revocations,
      RandomGenerator random,
      Duration refreshLifetime) {
    this.users = stores.users();
    this.sessions = stores.sessions();
    this.passwords = passwords;
    this.issuer = issuer;
    this.guard = guard;
    this.revocations = revocations;
    this.random = random;
    this.refreshMillis = refreshLifetime.toMillis();
  }

  /**
   * After a start, or when another node is gone: what was revoked before is revoked again, and dead
   * logins are forgotten.
   */
  public void restore(long nowMillis) {
    long since = nowMillis - revocations.tokenLifetimeMillis();
    for (String familyId : sessions.revokedSince(since)) {
      revocations.record(new Revocation.OfFamily("", familyId), nowMillis);
    }
    users
        .tokensAcceptedAfter(since)
        .forEach((id, until) -> revocations.record(new Revocation.OfUser(id, until), nowMillis));
    for (String userId : users.suspended()) {
      revocations.record(userId);
    }
    sessions.forgetEndedBefore(since);
  }

  /**
   * Opens an account and logs it in.
   *
   * @param name what people call the user; null: the part of the email before the @
   */
  public Registration register(
      String email, String password, @Nullable String name, long nowMillis) {
    String canonical = Rules.canonicalEmail(email);
    if (!Rules.isEmail(canonical)) {
      return new Registration.Invalid("email", Rules.EMAIL_ISSUE);
    }
    String canonicalPassword = Rules.canonicalPassword(password);
    if (!Rules.isPassword(canonicalPassword)) {
      return new Registration.Invalid("password", Rules.PASSWORD_ISSUE);
    }
    String shown = name == null ? canonical.substring(0, canonical.indexOf('@')) : name.strip();
    if (!Rules.isName(shown)) {
      return new Registration.Invalid("name", Rules.NAME_ISSUE);
    }
    if (users.byEmail(canonical).isPresent()) {
      return new Registration.EmailTaken();
    }
    String id = Secrets.next(USER_ID_BYTES, random);
    User user = new User(id, canonical, shown, Set.of(), nowMillis, false);
    return switch (passwords.hash(canonicalPassword)) {
      case Hashing.Busy() -> new Registration.Busy();
      case Hashing.Hashed(String hash) ->
          users.create(new Account(user, hash))
              ? new Registration.Registered(user, open(user, nowMillis))
              : new Registration.EmailTaken();
    };
  }

  /** Adds an account as given, for demos; nothing happens when the id or the email is taken. */
  public void ensureAccount(Account account) {
    if (users.byId(account.user().id()).isEmpty()) {
      boolean _ = users.create(account);
    }
  }

  /**
   * Checks an email and a password.
   *
   * @param address where the client is, one text for all that count as one: an IPv4 address or a
   *     /64
   */
  public Login login(String email, String password, String address, long nowMillis) {
    String canonical = Rules.canonicalEmail(email);
    long wait = guard.waitMillis(canonical, address, nowMillis);
    if (wait > 0) {
      return new Login.Limited(wait);
    }
    String canonicalPassword = Rules.canonicalPassword(password);
    if (!Rules.isEmail(canonical) || !Rules.mayBePassword(canonicalPassword)) {
      return new Login.BadCredentials();
    }
    Optional<Account> account = users.byEmail(canonical);
    String hash = account.map(Account::passwordHash).orElseGet(passwords::decoy);
    Check check = passwords.verify(canonicalPassword, hash);
    if (check == Check.BUSY) {
      return new Login.Busy();
    }
    if (check == Check.DIFFERS || account.isEmpty()) {
      guard.failed(canonical, address, nowMillis);
      return new Login.BadCredentials();
    }
    guard.succeeded(canonical, address);
    User user = account.get().user();
    if (user.suspended()) {
      return new Login.Suspended();
    }
    if (check == Check.MATCHES_OUTDATED) {
      rehash(user, canonicalPassword);
    }
    return new Login.LoggedIn(user, open(user, nowMillis));
  }

  /** Buys a new pair of tokens for a refresh token, which is good no more. */
  public Renewal refresh(String refreshToken, long nowMillis) {
    RefreshToken shown = RefreshToken.parse(refreshToken);
    if (shown == null) {
      return new Renewal.Refused();
    }
    RefreshToken next = shown.next(random);
    Rotation rotation =
        sessions.rotate(
            shown.familyId(), shown.hash(), next.hash(), nowMillis, nowMillis + refreshMillis);
    return switch (rotation) {
      case Rotation.Unknown() -> new Renewal.Refused();
      case Rotation.Reused(Family family) -> {
        announce(family, nowMillis);
        yield new Renewal.Refused();
      }
      case Rotation.Rotated(Family family) -> renewed(family, next, nowMillis);
    };
  }

  /** Ends the login a refresh token belongs to; whether there was one. */
  public boolean logout(String refreshToken, long nowMillis) {
    RefreshToken shown = RefreshToken.parse(refreshToken);
    return shown != null && end(shown.familyId(), nowMillis);
  }

  /** Ends the login an access token belongs to; whether there was one. */
  public boolean logoutByTokenId(String tokenId, long nowMillis) {
    return end(TokenId.family(tokenId), nowMillis);
  }

  /** Ends all logins of a user; tokens issued up to now are good no more. */
  public void logoutEverywhere(String userId, long nowMillis) {
    users.acceptTokensAfter(userId, nowMillis);
    sessions.revokeAll(userId, nowMillis).forEach(family -> announce(family, nowMillis));
    revocations.revoke(new Revocation.OfUser(userId, nowMillis), nowMillis);
  }

  /** Takes the account from its user, live sessions included, or gives it back. */
  public boolean suspend(String userId, boolean suspended, long nowMillis) {
    if (!users.suspend(userId, suspended)) {
      return false;
    }
    revocations.suspend(userId, suspended);
    if (suspended) {
      logoutEverywhere(userId, nowMillis);
    }
    return true;
  }

  public Optional<User> findUser(String userId) {
    return users.byId(userId);
  }

  private Tokens open(User user, long nowMillis) {
    RefreshToken refresh = RefreshToken.first(random);
    Family family = new Family(refresh.familyId(), user.id(), nowMillis, nowMillis + refreshMillis);
    sessions.open(family, refresh.hash());
    return tokens(user, refresh, nowMillis);
  }

  private Renewal renewed(Family family, RefreshToken next, long nowMillis) {
    Optional<User> user = users.byId(family.userId());
    if (user.isEmpty()) {
      return new Renewal.Refused();
    }
    return user.get().suspended()
        ? new Renewal.Suspended()
        : new Renewal.Renewed(user.get(), tokens(user.get(), next, nowMillis));
  }

  private Tokens tokens(User user, RefreshToken refresh, long nowMillis) {
    String tokenId = TokenId.next(refresh.familyId(), random);
    return new Tokens(issuer.issue(user, tokenId, nowMillis), refresh.text());
  }

  private boolean end(String familyId, long nowMillis) {
    Optional<Family> family = sessions.revoke(familyId, nowMillis);
    family.ifPresent(ended -> announce(ended, nowMillis));
    return family.isPresent();
  }

  private void announce(Family family, long nowMillis) {
    revocations.revoke(new Revocation.OfFamily(family.userId(), family.id()), nowMillis);
  }

  /** Not worth a refusal when the hasher is busy: the next login tries again. */
  private void rehash(User user, String password) {
    if (passwords.hash(password) instanceof Hashing.Hashed(String hash)) {
      users.replacePasswordHash(user.id(), hash);
    }
  }
}
