package dev.carillon.app.config;

import dev.carillon.app.config.Config.Mode;
import java.util.List;

/** The rules that a single value can't show: they see several settings, or the mode. */
final class ConfigRules {
  /** HS256 needs a key as long as its hash (RFC 7518 section 3.2). */
  private static final int KEY_BYTES = 32;

  /** Fewer different characters are no random key. */
  private static final int KEY_CHARACTERS = 10;

  private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1", "[::1]");

  private ConfigRules() {}

  static void check(Config config, ConfigReader reader) {
    if (config.sockets().pingTimeout().compareTo(config.sockets().pingInterval()) <= 0) {
      reader.problem(Settings.PING_TIMEOUT, "longer than WEBSOCKET_PING_INTERVAL");
    }
    if (config.limits().ofConnection().burst() < config.limits().ofConnection().perSecond()) {
      reader.problem(Settings.MESSAGE_BURST, "at least CARILLON_MESSAGES_PER_SECOND");
    }
    if (config.limits().ofUser().burst() < config.limits().ofUser().perSecond()) {
      reader.problem(Settings.USER_MESSAGE_BURST, "at least CARILLON_USER_MESSAGES_PER_SECOND");
    }
    checkKey(config, reader);
    if (config.mode() == Mode.DEMO && !LOOPBACK.contains(config.listening().host())) {
      reader.problem(
          Settings.HOST, "127.0.0.1: the demo's passwords are public; use `serve` for a network");
    }
  }

  private static void checkKey(Config config, ConfigReader reader) {
    Secret key = config.identity().signingKey();
    if (key == null) {
      if (config.mode() == Mode.CARE) {
        return;
      }
      if (config.cluster().hasOthers()) {
        reader.problem(
            Settings.SIGNING_KEY,
            "the same on all nodes, at least 32 bytes, made by: openssl rand -base64 32");
      } else if (config.mode() == Mode.SERVE && config.identity().foreign() == null) {
        reader.problem(
            Settings.SIGNING_KEY,
            "at least 32 bytes, made by: openssl rand -base64 32; or CARILLON_JWKS_URL");
      }
    } else if (key.sizeBytes() < KEY_BYTES
        || key.reveal().chars().distinct().count() < KEY_CHARACTERS) {
      reader.problem(Settings.SIGNING_KEY, "at least 32 random bytes: openssl rand -base64 32");
    }
  }
}
