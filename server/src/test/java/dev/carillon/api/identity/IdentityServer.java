package dev.carillon.api.identity;

import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.http.Router;
import dev.carillon.identity.Account;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.Identity;
import dev.carillon.identity.MemoryApiKeyStore;
import dev.carillon.identity.MemorySessionStore;
import dev.carillon.identity.MemoryUserStore;
import dev.carillon.identity.PasswordHasher.Hashing;
import dev.carillon.identity.PlainPasswords;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import dev.carillon.security.JwtSettings;
import dev.carillon.security.JwtTokens;
import dev.carillon.security.SigningKey;
import dev.carillon.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes over real services and tokens, with stores in memory and a clock by hand. */
final class IdentityServer {
  final FakeClock clock = new FakeClock();
  final PlainPasswords passwords = new PlainPasswords();
  final List<Revocation> revoked = new ArrayList<>();
  final List<User> registered = new ArrayList<>();
  final Identity identity;
  final ApiKeys keys;
  private final Router router;
  private @Nullable Verification answer;

  IdentityServer() {
    Random random = new Random(1);
    Revocations revocations = new Revocations(930_000);
    revocations.listen(revoked::add);
    JwtTokens tokens =
        new JwtTokens(JwtSettings.own(SigningKey.random(random)), revocations, clock);
    MemoryUserStore users = new MemoryUserStore();
    LoginLimits limits = LoginLimits.on();
    identity =
        new Identity(
            new Identity.Stores(users, new MemorySessionStore()),
            passwords,
            tokens,
            limits,
            revocations,
            random,
            Duration.ofDays(30));
    keys = new ApiKeys(new MemoryApiKeyStore(), users, revocations, random);
    Authenticator authenticator =
        new Authenticator(token -> answer == null ? tokens.verify(token) : answer);
    List<Route> routes =
        Stream.concat(
                new AuthRoutes(identity, authenticator, limits, clock, registered::add)
                    .routes().stream(),
                new KeyRoutes(keys, identity, authenticator, clock).routes().stream())
            .toList();
    router = new Router(routes, () -> "incident");
  }

  /** From now on there is such a user, whose password is {@code password123}. */
  void add(User user) {
    String hash = ((Hashing.Hashed) passwords.hash("password123")).hash();
    identity.ensureAccount(new Account(user, hash));
  }

  /** From now on every token is rejected for this reason. */
  void reject(Reason reason) {
    answer = new Verification.Rejected(reason, "because");
  }

  /** From now on every token is accepted as this one. */
  void accept(Verification.Verified verified) {
    answer = verified;
  }

  Response handle(Request request) {
    return router.handle(request);
  }

  Response post(String path, String json) {
    return handle(Request.of(Method.POST, path).withJson(json));
  }

  Response get(String path, String token) {
    return handle(bearer(Request.of(Method.GET, path), token));
  }

  static Request bearer(Request request, String token) {
    return request.withHeader("Authorization", "Bearer " + token);
  }
}
