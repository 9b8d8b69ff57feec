package dev.carillon.app;

import dev.carillon.api.identity.LoginLimits;
import dev.carillon.api.identity.LoginRelay;
import dev.carillon.api.identity.RevocationRelay;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.Secret;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.demo.DemoWorld;
import dev.carillon.demo.PlaceholderTokens;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.Identity;
import dev.carillon.identity.KeyTokens;
import dev.carillon.identity.Revocations;
import dev.carillon.identity.TokenIssuer;
import dev.carillon.identity.User;
import dev.carillon.security.Argon2Passwords;
import dev.carillon.security.ForeignIssuer;
import dev.carillon.security.JwtSettings;
import dev.carillon.security.JwtTokens;
import dev.carillon.security.SigningKey;
import dev.carillon.storage.Database;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in, wired: users, keys, tokens.
 *
 * @param hasStrangers whether tokens may be good that others make, who may have the signing key
 */
record People(
    Identity identity,
    ApiKeys keys,
    SigningKey key,
    TokenIssuer issuer,
    TokenVerifier tokens,
    LoginLimits limits,
    Revocations revocations,
    boolean hasStrangers) {
  private static final Logger LOG = LoggerFactory.getLogger(People.class);

  /** What the access tokens of API keys are signed with is not what those of users are. */
  private static final String KEY_TOKENS = "access tokens of API keys";

  private static final String CONNECTIONS = "connections of the Topics API";

  /** Reads what was revoked before, and in the demo adds its users. Blocks on the store. */
  static People of(
      Config config,
      Database database,
      Cluster cluster,
      InstantSource clock,
      SecureRandom random,
      Executor blocking) {
    JwtSettings settings = tokenSettings(config, random);
    Revocations revocations = new Revocations(settings.longestLife().toMillis());
    JwtTokens tokens = new JwtTokens(settings, revocations, clock);
    LoginLimits limits = config.limits().on() ? LoginLimits.on() : LoginLimits.off();
    Identity identity =
        new Identity(
            new Identity.Stores(database.users(), database.sessions()),
            new Argon2Passwords(Runtime.getRuntime().availableProcessors(), random),
            tokens,
            new LoginRelay(cluster, limits, clock),
            revocations,
            random,
            config.identity().refreshTokenTtl());
    ApiKeys keys = new ApiKeys(database.apiKeys(), database.users(), revocations, random);
    identity.restore(clock.millis());
    var _ = new RevocationRelay(cluster, revocations, identity, blocking, clock);
    TokenVerifier verifier = tokens;
    if (config.mode() == Mode.DEMO) {
      DemoWorld.create(identity, keys, clock.millis());
      verifier = new PlaceholderTokens(tokens, clock.millis());
    }
    boolean hasStrangers =
        config.identity().foreign() != null || config.identity().signingKey() != null;
    return new People(
        identity, keys, settings.key(), tokens, verifier, limits, revocations, hasStrangers);
  }

  /** Access tokens of API keys. */
  KeyTokens keyTokens() {
    return new KeyTokens(key.derive(KEY_TOKENS));
  }

  /** What names of connections are proved with, on all nodes. */
  byte[] connectionSecret() {
    return key.derive(CONNECTIONS);
  }

  /** Whether there may be such a user: strangers are not known here. */
  boolean mayBeUser(String userId) {
    return hasStrangers || identity.findUser(userId).isPresent();
  }

  /** A token of a user who has no account and no rights. */
  String tokenOfNobody(long nowMillis) {
    User nobody = new User("warm-up", "warm-up@localhost", "", Set.of(), nowMillis, false);
    return issuer.issue(nobody, "warm-up", nowMillis).text();
  }

  private static JwtSettings tokenSettings(Config config, SecureRandom random) {
    Config.Identity identity = config.identity();
    return new JwtSettings(
        key(config, random),
        identity.issuer(),
        identity.audience(),
        identity.accessTokenTtl(),
        foreign(identity));
  }

  private static SigningKey key(Config config, SecureRandom random) {
    Secret given = config.identity().signingKey();
    if (given != null) {
      return SigningKey.ofText(given.reveal());
    }
    if (config.mode() == Mode.DEMO) {
      return SigningKeyFile.of(config.operation().data(), random);
    }
    LOG.warn("no CARILLON_SIGNING_KEY: tokens made here are good until the next start only");
    return SigningKey.random(random);
  }

  private static @Nullable ForeignIssuer foreign(Config.Identity identity) {
    Config.Foreign foreign = identity.foreign();
    return foreign == null
        ? null
        : new ForeignIssuer(foreign.jwks(), foreign.issuer(), foreign.audience());
  }
}
