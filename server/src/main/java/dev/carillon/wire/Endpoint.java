package dev.carillon.wire;

/**
 * An address to listen on.
 *
 * @param host an IP address or a name of this machine
 * @param port 0: any that is free
 * @param isProxied whether every connection must begin with a PROXY protocol header
 */
public record Endpoint(String host, int port, boolean isProxied) {

  public Endpoint {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
    }
  }

  /** {@code host:port} as in an address line; brackets around IPv6. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
