package dev.carillon.core.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** The addresses that count as one client. */
public final class AddressGroup {
  private static final int PREFIX_BYTES = 8;

  private AddressGroup() {}

  /**
   * The key under which limits count {@code address}: an IPv4 address itself; of an IPv6 address
   * its first 64 bits, because whoever has one has all that begin like it. A text that is no
   * address stands for itself. Asks no name server.
   */
  public static String of(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(six.getAddress(), 0, PREFIX_BYTES) + "/64"
          : address;
    } catch (IllegalArgumentException _) {
      return address;
    }
  }
}
