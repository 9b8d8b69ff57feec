package dev.carillon.gate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The web pages that may use this server from a browser: an allow-list, or by default the pages of
 * the same origin. Browsers always say the origin; who says none is no browser and is let in.
 */
public final class Origins {
  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "[::1]");

  private final List<Pattern> patterns;
  private final boolean isLocalAllowed;

  /**
   * @param scheme empty: any
   * @param host {@code *}: any; {@code *.example.com}: every host below example.com
   * @param port -1: the scheme's own
   */
  private record Pattern(String scheme, String host, int port, boolean anyPort) {

    boolean matches(URI origin) {
      String originHost = origin.getHost().toLowerCase(Locale.ROOT);
      boolean isHost =
          host.equals("*")
              || host.equals(originHost)
              || (host.startsWith("*.") && originHost.endsWith(host.substring(1)));
      boolean isScheme = scheme.isEmpty() || scheme.equals(origin.getScheme());
      return isHost && isScheme && (anyPort || port == portOf(origin));
    }
  }

  private Origins(List<Pattern> patterns, boolean isLocalAllowed) {
    this.patterns = List.copyOf(patterns);
    this.isLocalAllowed = isLocalAllowed;
  }

  /** Only pages of this very server. */
  public static Origins same() {
    return new Origins(List.of(), false);
  }

  /**
   * An allow-list; when it is empty, as {@link #same()}.
   *
   * @param patterns {@code *}, {@code https://app.example.com}, {@code https://*.example.com:8443},
   *     or a host alone, which means any scheme and port
   * @throws IllegalArgumentException when one is none of these
   */
  public static Origins allowing(List<String> patterns) {
    return new Origins(patterns.stream().map(Origins::pattern).toList(), false);
  }

  /** These, and pages from this machine, whatever their port. */
  public Origins andLocal() {
    return new Origins(patterns, true);
  }

  /**
   * Whether a page may use us.
   *
   * @param origin the {@code Origin} header
   * @param host the {@code Host} header, or what a trusted proxy says it was
   * @param isSecure whether the client speaks TLS
   */
  public boolean allows(Optional<String> origin, Optional<String> host, boolean isSecure) {
    return origin.isEmpty()
        || parse(origin.get()).filter(o -> allows(o, host, isSecure)).isPresent();
  }

  private boolean allows(URI origin, Optional<String> host, boolean isSecure) {
    if (isLocalAllowed && LOCAL.contains(origin.getHost().toLowerCase(Locale.ROOT))) {
      return true;
    }
    if (patterns.isEmpty()) {
      String scheme = isSecure ? "https" : "http";
      return host.flatMap(name -> parse(scheme + "://" + name))
          .filter(own -> same(own, origin))
          .isPresent();
    }
    return patterns.stream().anyMatch(pattern -> pattern.matches(origin));
  }

  private static boolean same(URI own, URI origin) {
    return own.getScheme().equals(origin.getScheme())
        && own.getHost().equalsIgnoreCase(origin.getHost())
        && portOf(own) == portOf(origin);
  }

  private static int portOf(URI origin) {
    if (origin.getPort() >= 0) {
      return origin.getPort();
    }
    return origin.getScheme().equals("https") ? 443 : 80;
  }

  /** An origin as RFC 6454 section 6.2 writes it; {@code null} and anything else is none. */
  private static Optional<URI> parse(String origin) {
    try {
      URI uri = new URI(origin);
      boolean isOrigin =
          uri.getScheme() != null
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && uri.getPath().isEmpty();
      return isOrigin ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static Pattern pattern(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("*")) {
      return new Pattern("", "*", 0, true);
    }
    int colons = lower.indexOf("://");
    String scheme = colons < 0 ? "" : lower.substring(0, colons);
    String rest = colons < 0 ? lower : lower.substring(colons + 3);
    boolean isWildcard = rest.startsWith("*.");
    String probe =
        (scheme.isEmpty() ? "http" : scheme) + "://" + (isWildcard ? rest.substring(2) : rest);
    URI uri =
        parse(probe)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "origin: " + text + " (expected: such as https://*.example.com)"));
    String host = isWildcard ? "*." + uri.getHost() : uri.getHost();
    boolean anyPort = scheme.isEmpty() && uri.getPort() < 0;
    return new Pattern(scheme, host, portOf(uri), anyPort);
  }
}
