package dev.carillon.bus.redis;

import io.lettuce.core.RedisURI;
import java.util.List;

/**
 * Where Redis is and how it is used.
 *
 * @param uris {@code redis://}, {@code rediss://}, {@code redis-sentinel://a,b#master}; several are
 *     seeds of a Redis Cluster
 * @param mode how it is spoken to
 * @param prefix the beginning of all keys and channels; clusters that share a Redis have different
 *     ones
 */
public record RedisSettings(List<String> uris, Mode mode, String prefix, RedisTimes times) {

  /** How Redis is spoken to. */
  public enum Mode {
    /** As the addresses say, and the server when there is one address. */
    DETECTED,
    /** One server, or a master behind Sentinels. */
    SINGLE,
    /** A Redis Cluster. */
    CLUSTER
  }

  public RedisSettings {
    uris = List.copyOf(uris);
    if (uris.isEmpty()) {
      throw new IllegalArgumentException("uris: none (expected: an address of Redis)");
    }
    if (!prefix.matches("[A-Za-z0-9._:-]{1,40}")) {
      throw new IllegalArgumentException(
          "prefix: " + prefix + " (expected: 1 to 40 of letters, digits and . _ : -)");
    }
    uris.forEach(RedisSettings::parsed);
    if (mode == Mode.SINGLE && uris.size() > 1) {
      throw new IllegalArgumentException("uris: " + uris.size() + " (expected: one address)");
    }
  }

  /** One address, the mode as found there. */
  public static RedisSettings of(String uri) {
    return new RedisSettings(List.of(uri), Mode.DETECTED, "carillon", RedisTimes.usual());
  }

  /** The same with other times. */
  public RedisSettings with(RedisTimes other) {
    return new RedisSettings(uris, mode, prefix, other);
  }

  /** The addresses; connections carry a name, which an operator sees. */
  List<RedisURI> addresses(String node) {
    List<RedisURI> addresses = uris.stream().map(RedisSettings::parsed).toList();
    for (RedisURI address : addresses) {
      address.setTimeout(times.connect());
      address.setClientName(prefix + '-' + node);
    }
    return addresses;
  }

  /** Without the addresses, which may hold passwords. */
  @Override
  public String toString() {
    return "RedisSettings[" + uris.size() + " addresses, " + mode + ", " + prefix + "]";
  }

  /** The library's own text would show the address and with it a password. */
  private static RedisURI parsed(String uri) {
    try {
      RedisURI parsed = RedisURI.create(uri);
      if (parsed.getSocket() == null) {
        return parsed;
      }
    } catch (IllegalArgumentException _) {
      // Its text would show the address.
    }
    throw new IllegalArgumentException(
        "uris: not an address of Redis (expected: redis://host:port, rediss://host:port or"
            + " redis-sentinel://host:port#master)");
  }
}
