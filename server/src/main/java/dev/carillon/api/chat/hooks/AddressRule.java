package dev.carillon.api.chat.hooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses webhooks may call: only those that are everybody's, unless whoever runs the
 * server says otherwise; else a user of the chat could reach what stands beside the server.
 */
public enum AddressRule {
  /** What is reachable from anywhere. */
  PUBLIC_ONLY,
  /** This machine and its network too. */
  ANY;

  /** Networks that are not the public Internet (RFC 6890), beside those that the JDK knows. */
  private static final List<Network> SPECIAL =
      List.of(
          new Network(0x00000000, 8),
          new Network(0x64400000, 10),
          new Network(0xc0000000, 24),
          new Network(0xc0000200, 24),
          new Network(0xc0586300, 24),
          new Network(0xc6120000, 15),
          new Network(0xc6336400, 24),
          new Network(0xcb007100, 24),
          new Network(0xf0000000, 4));

  /** A network of version 4 and how many bits name it. */
  private record Network(int first, int bits) {
    boolean holds(byte[] address) {
      int number = at(address, 0) << 16 | at(address, 2);
      return (number ^ first) >>> (Integer.SIZE - bits) == 0;
    }
  }

  public boolean allows(InetAddress address) {
    return this == ANY || isPublic(address);
  }

  private static boolean isPublic(InetAddress address) {
    boolean known =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    return !known
        && switch (address) {
          case Inet4Address v4 -> SPECIAL.stream().noneMatch(net -> net.holds(v4.getAddress()));
          case Inet6Address v6 -> isGlobal(v6.getAddress());
          default -> false;
        };
  }

  /**
   * Of version 6 only 2000::/3 is given out. Of that 2001::/23 is special (Teredo among it),
   * 2001:db8::/32 and 3fff::/20 are for documents, and 2002::/16 holds addresses of version 4.
   */
  private static boolean isGlobal(byte[] bytes) {
    boolean isGivenOut = (bytes[0] & 0xe0) == 0x20;
    boolean isSpecial = at(bytes, 0) == 0x2001 && (at(bytes, 2) & 0xfe00) == 0;
    boolean isForDocuments =
        (at(bytes, 0) == 0x2001 && at(bytes, 2) == 0x0db8)
            || (at(bytes, 0) == 0x3fff && (at(bytes, 2) & 0xf000) == 0);
    boolean isSixToFour = at(bytes, 0) == 0x2002;
    return isGivenOut && !isSpecial && !isForDocuments && !isSixToFour;
  }

  private static int at(byte[] bytes, int i) {
    return (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
  }
}
