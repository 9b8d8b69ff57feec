package dev.carillon.wire.http;

import dev.carillon.gate.Origins;
import dev.carillon.gate.TrustedProxies;
import dev.carillon.wire.TlsFiles;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Server} listens.
 *
 * @param limits of each HTTP request
 * @param tls null: plain connections
 * @param origins the web pages that may open WebSockets and read answers
 * @param proxies whose {@code X-Forwarded-*} headers are believed
 */
public record ServerSettings(
    HttpLimits limits, @Nullable TlsFiles tls, Origins origins, TrustedProxies proxies) {
  public static final ServerSettings DEFAULT =
      new ServerSettings(HttpLimits.DEFAULT, null, Origins.same(), TrustedProxies.NONE);

  public ServerSettings withLimits(HttpLimits other) {
    return new ServerSettings(other, tls, origins, proxies);
  }

  public ServerSettings withTls(TlsFiles files) {
    return new ServerSettings(limits, files, origins, proxies);
  }

  public ServerSettings withOrigins(Origins other) {
    return new ServerSettings(limits, tls, other, proxies);
  }

  public ServerSettings withProxies(TrustedProxies other) {
    return new ServerSettings(limits, tls, origins, other);
  }
}
