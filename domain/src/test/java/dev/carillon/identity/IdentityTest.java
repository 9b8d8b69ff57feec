package dev.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.identity.Login.LoggedIn;
import dev.carillon.identity.Registration.Registered;
import dev.carillon.identity.Renewal.Renewed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  private static final String EMAIL = "john@example.com";
  private static final String PASSWORD = "password123";
  private static final String HERE = "192.0.2.1";
  private static final long NOW = 1_700_000_000_000L;
  private static final long LIFETIME = 900_000;
  private static final long REFRESH_LIFETIME = 7_000_000;

  private final MemoryUserStore users = new MemoryUserStore();
  private final MemorySessionStore sessions = new MemorySessionStore();
  private final PlainPasswords passwords = new PlainPasswords();
  private final RecordingGuard guard = new RecordingGuard();
  private final List<Revocation> heard = new ArrayList<>();
  private final Random random = new Random(1);
  private Revocations revocations = new Revocations(LIFETIME);
  private Identity identity = restarted();

  private Identity restarted() {
    revocations = new Revocations(LIFETIME);
    revocations.listen(heard::add);
    Identity fresh =
        new Identity(
            new Identity.Stores(users, sessions),
            passwords,
            (user, tokenId, now) -> new AccessToken(user.id() + "/" + tokenId, now + LIFETIME),
            guard,
            revocations,
            random,
            Duration.ofMillis(REFRESH_LIFETIME));
    fresh.restore(NOW);
    return fresh;
  }

  @Test
  void whoRegistersIsLoggedInAndMayLogInAgain() {
    Registered registered = register(" John@Example.COM ", PASSWORD);

    assertThat(registered.user().email()).isEqualTo(EMAIL);
    assertThat(registered.user().name()).isEqualTo("john");
    assertThat(registered.user().role()).isEqualTo("user");
    assertThat(User.isId(registered.user().id())).isTrue();
    LoggedIn loggedIn = login();
    assertThat(loggedIn.user()).isEqualTo(registered.user());
    assertThat(identity.findUser(loggedIn.user().id())).contains(loggedIn.user());
    assertThat(guard.calls).containsExactly("succeeded " + EMAIL + " " + HERE);
  }

  @Test
  void anEmailIsRegisteredOnceWhateverItsCase() {
    register(EMAIL, PASSWORD);

    assertThat(identity.register("JOHN@example.com", "another pw", null, NOW))
        .isEqualTo(new Registration.EmailTaken());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "john",
        "john@",
        "@example.com",
        "jo hn@example.com",
        "john@exa_mple.com",
        "john@-example.com",
        "john@example..com",
        "a\u0000@example.com",
        "a@b@example.com"
      })
  void whatIsNoEmailIsNamedAsInvalid(String email) {
    assertThat(identity.register(email, PASSWORD, null, NOW))
        .isEqualTo(new Registration.Invalid("email", "must be an email address"));
  }

  @Test
  void aPasswordHas8To128Bytes() {
    Registration invalid = new Registration.Invalid("password", "must have 8 to 128 bytes");

    assertThat(identity.register(EMAIL, "1234567", null, NOW)).isEqualTo(invalid);
    assertThat(identity.register(EMAIL, "x".repeat(129), null, NOW)).isEqualTo(invalid);
    assertThat(identity.register(EMAIL, "\u00e9".repeat(65), null, NOW)).isEqualTo(invalid);
    assertThat(identity.register(EMAIL, "\u00e9".repeat(64), null, NOW))
        .isInstanceOf(Registered.class);
    assertThat(identity.register("other@example.com", "12345678", null, NOW))
        .isInstanceOf(Registered.class);
  }

  @Test
  void aPasswordIsTheSameHoweverItsAccentsAreTyped() {
    register(EMAIL, "caf\u00e9 cr\u00e8me");

    assertThat(identity.login(EMAIL, "cafe\u0301 cre\u0300me", HERE, NOW))
        .isInstanceOf(LoggedIn.class);
  }

  @Test
  void aNameIsTakenAsGivenWithoutControlCharacters() {
    assertThat(identity.register(EMAIL, PASSWORD, " John Doe ", NOW))
        .extracting(r -> ((Registered) r).user().name())
        .isEqualTo("John Doe");
    assertThat(identity.register("b@example.com", PASSWORD, "John\nDoe", NOW))
        .isInstanceOf(Registration.Invalid.class)
        .extracting(r -> ((Registration.Invalid) r).field())
        .isEqualTo("name");
  }

  @Test
  void anUnknownUserAndAWrongPasswordGetTheSameAnswerAfterTheSameWork() {
    register(EMAIL, PASSWORD);

    assertThat(identity.login(EMAIL, "wrong pass", HERE, NOW))
        .isEqualTo(new Login.BadCredentials());
    assertThat(passwords.verified()).isEqualTo(1);
    assertThat(identity.login("nobody@example.com", PASSWORD, HERE, NOW))
        .isEqualTo(new Login.BadCredentials());
    assertThat(passwords.verified()).isEqualTo(2);
    assertThat(guard.calls)
        .containsExactly("failed " + EMAIL + " " + HERE, "failed nobody@example.com " + HERE);
  }

  @Test
  void aDecoyThatMatchesLogsNobodyIn() {
    assertThat(identity.login("nobody@example.com", "decoy", HERE, NOW))
        .isEqualTo(new Login.BadCredentials());
  }

  @Test
  void whoIsLimitedIsNotEvenChecked() {
    register(EMAIL, PASSWORD);
    guard.wait = 1_500;

    assertThat(identity.login(EMAIL, PASSWORD, HERE, NOW)).isEqualTo(new Login.Limited(1_500));
    assertThat(passwords.verified()).isZero();
  }

  @Test
  void aBusyHasherIsToldAndCountsAsNoFailure() {
    register(EMAIL, PASSWORD);
    passwords.setBusy(true);

    assertThat(identity.login(EMAIL, PASSWORD, HERE, NOW)).isEqualTo(new Login.Busy());
    assertThat(identity.register("b@example.com", PASSWORD, null, NOW))
        .isEqualTo(new Registration.Busy());
    assertThat(guard.calls).isEmpty();
  }

  @Test
  void aHashOfYesterdayIsReplacedAtTheNextLogin() {
    register(EMAIL, PASSWORD);
    passwords.improve();

    login();

    assertThat(users.byEmail(EMAIL).map(Account::passwordHash)).contains("2:" + PASSWORD);
  }

  @Test
  void aRefreshTokenBuysANewPairOnce() {
    Tokens first = register(EMAIL, PASSWORD).tokens();

    Renewal renewal = identity.refresh(first.refresh(), NOW + 1);

    assertThat(renewal).isInstanceOf(Renewed.class);
    Tokens second = ((Renewed) renewal).tokens();
    assertThat(second.refresh()).isNotEqualTo(first.refresh());
    assertThat(second.access()).isNotEqualTo(first.access());
    assertThat(identity.refresh(second.refresh(), NOW + 2)).isInstanceOf(Renewed.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void aUsedRefreshTokenEndsItsWholeFamily() {
    Tokens first = register(EMAIL, PASSWORD).tokens();
    Tokens second = ((Renewed) identity.refresh(first.refresh(), NOW + 1)).tokens();
    Tokens elsewhere = login().tokens();

    assertThat(identity.refresh(first.refresh(), NOW + 2)).isEqualTo(new Renewal.Refused());

    assertThat(identity.refresh(second.refresh(), NOW + 3)).isEqualTo(new Renewal.Refused());
    assertThat(isRevoked(first)).isTrue();
    assertThat(isRevoked(second)).isTrue();
    assertThat(isRevoked(elsewhere)).isFalse();
    assertThat(identity.refresh(elsewhere.refresh(), NOW + 4)).isInstanceOf(Renewed.class);
    assertThat(heard).hasSize(1);
    assertThat(covers(heard.getFirst(), second)).isTrue();
    assertThat(covers(heard.getFirst(), elsewhere)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "x", "a.b", ".b", "a.", "\u0000.\u0000"})
  void whatIsNoRefreshTokenIsRefused(String text) {
    assertThat(identity.refresh(text, NOW)).isEqualTo(new Renewal.Refused());
    assertThat(identity.logout(text, NOW)).isFalse();
  }

  @Test
  void aRefreshTokenEndsAtItsTimeAndARenewedOneLater() {
    Tokens first = register(EMAIL, PASSWORD).tokens();
    Tokens other = login().tokens();

    assertThat(identity.refresh(first.refresh(), NOW + REFRESH_LIFETIME - 1))
        .isInstanceOf(Renewal.Renewed.class);
    assertThat(identity.refresh(other.refresh(), NOW + REFRESH_LIFETIME))
        .isEqualTo(new Renewal.Refused());
  }

  @Test
  void aLogoutEndsItsOwnLoginOnly() {
    Tokens here = register(EMAIL, PASSWORD).tokens();
    Tokens there = login().tokens();

    assertThat(identity.logout(here.refresh(), NOW)).isTrue();

    assertThat(isRevoked(here)).isTrue();
    assertThat(isRevoked(there)).isFalse();
    assertThat(identity.refresh(here.refresh(), NOW)).isEqualTo(new Renewal.Refused());
    assertThat(identity.logout(here.refresh(), NOW)).isFalse();
    assertThat(identity.logoutByTokenId(tokenId(there), NOW)).isTrue();
    assertThat(isRevoked(there)).isTrue();
  }

  @Test
  void aSuspendedUserLosesAllTokensAndCantGetNewOnes() {
    Registered registered = register(EMAIL, PASSWORD);

    assertThat(identity.suspend(registered.user().id(), true, NOW)).isTrue();

    assertThat(identity.login(EMAIL, PASSWORD, HERE, NOW)).isEqualTo(new Login.Suspended());
    assertThat(identity.login(EMAIL, "wrong pass", HERE, NOW))
        .isEqualTo(new Login.BadCredentials());
    assertThat(isRevoked(registered.tokens())).isTrue();
    assertThat(revocations.isSuspended(registered.user().id())).isTrue();
    assertThat(identity.suspend(registered.user().id(), false, NOW)).isTrue();
    assertThat(identity.login(EMAIL, PASSWORD, HERE, NOW)).isInstanceOf(LoggedIn.class);
    assertThat(identity.suspend("nobody", true, NOW)).isFalse();
  }

  @Test
  void whatWasRevokedIsStillRevokedAfterARestart() {
    Registered john = register(EMAIL, PASSWORD);
    Registered jane = register("jane@example.com", PASSWORD);
    Registered gone = register("gone@example.com", PASSWORD);
    identity.logout(john.tokens().refresh(), NOW - LIFETIME);
    identity.suspend(gone.user().id(), true, NOW);

    identity = restarted();

    assertThat(isRevoked(john.tokens())).isTrue();
    assertThat(isRevoked(jane.tokens())).isFalse();
    assertThat(isRevoked(gone.tokens())).isTrue();
    assertThat(revocations.isSuspended(gone.user().id())).isTrue();
    assertThat(identity.refresh(jane.tokens().refresh(), NOW)).isInstanceOf(Renewed.class);
  }

  @Test
  void aUserIsAddedAsGivenOnce() {
    User given = new User("given-1", "given@example.com", "Given", Set.of("admin"), NOW, false);

    identity.ensureAccount(account(given, "short"));
    identity.ensureAccount(account(given, "other"));

    Login login = identity.login("given@example.com", "short", HERE, NOW);
    assertThat(login).isInstanceOf(LoggedIn.class);
    assertThat(((LoggedIn) login).user()).isEqualTo(given);
    assertThat(given.role()).isEqualTo("admin");
  }

  @Test
  void nothingSecretStandsInTexts() {
    Registered registered = register(EMAIL, PASSWORD);

    assertThat(registered.toString())
        .doesNotContain(registered.tokens().refresh())
        .doesNotContain(registered.tokens().access().text());
    assertThat(users.byEmail(EMAIL).toString()).doesNotContain(PASSWORD);
    assertThat(RefreshToken.first(random).toString()).isEqualTo("RefreshToken");
  }

  private Account account(User user, String password) {
    return new Account(user, ((PasswordHasher.Hashing.Hashed) passwords.hash(password)).hash());
  }

  private Registered register(String email, String password) {
    Registration registration = identity.register(email, password, null, NOW);
    assertThat(registration).isInstanceOf(Registered.class);
    return (Registered) registration;
  }

  private LoggedIn login() {
    Login login = identity.login(EMAIL, PASSWORD, HERE, NOW);
    assertThat(login).isInstanceOf(LoggedIn.class);
    return (LoggedIn) login;
  }

  private boolean isRevoked(Tokens tokens) {
    return revocations.isRevoked(userId(tokens), tokenId(tokens), NOW);
  }

  private static boolean covers(Revocation revocation, Tokens tokens) {
    return revocation.covers(userId(tokens), tokenId(tokens), NOW);
  }

  private static String userId(Tokens tokens) {
    return tokens.access().text().substring(0, tokens.access().text().indexOf('/'));
  }

  private static String tokenId(Tokens tokens) {
    return tokens.access().text().substring(tokens.access().text().indexOf('/') + 1);
  }

  /** Writes down what it hears. */
  private static final class RecordingGuard implements LoginGuard {
    private final List<String> calls = new ArrayList<>();
    private long wait;

    @Override
    public long waitMillis(String email, String address, long nowMillis) {
      return wait;
    }

    @Override
    public void failed(String email, String address, long nowMillis) {
      calls.add("failed " + email + " " + address);
    }

    @Override
    public void succeeded(String email, String address) {
      calls.add("succeeded " + email + " " + address);
    }
  }
}
