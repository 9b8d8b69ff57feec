package dev.carillon.gate;

import java.net.InetAddress;

/**
 * A block of IP addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
 *
 * @param network any address in the block; IPv4-mapped addresses count as IPv4
 * @param bits how many leading bits all addresses of the block share
 */
public record Cidr(InetAddress network, int bits) {

  public Cidr {
    int most = network.getAddress().length * 8;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("bits: " + bits + " (expected: 0.." + most + ")");
    }
  }

  /**
   * Reads {@code address/bits}, or an address alone.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = network.getAddress().length * 8;
      return new Cidr(network, slash < 0 ? most : Integer.parseInt(text.substring(slash + 1)));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "address block: " + text + " (expected: such as 10.0.0.0/8 or 2001:db8::/32)");
    }
  }

  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
      if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
