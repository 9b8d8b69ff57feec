package dev.carillon.bus.redis;

import java.util.HashMap;
import java.util.Map;

/**
 * All nodes as Redis had them at one moment. One line for each: {@code name|incarnation|mask in
 * hex|losses|number}. All nodes hear the same views in one order, so they agree on who came and
 * went.
 */
record View(Map<String, Member> members) {

  /**
   * A node in a view.
   *
   * @param incarnation grows when the node's lease ended although it lives
   * @param interest the partitions in which it listens
   * @param losses as in {@link Envelope}
   * @param said the number of the newest interest that it has subscribed; see {@link
   *     dev.carillon.core.cluster.InterestHeard}
   */
  record Member(int incarnation, long interest, int losses, long said) {

    @Override
    public String toString() {
      return incarnation + "|" + Long.toHexString(interest) + '|' + losses + '|' + said;
    }
  }

  View {
    members = Map.copyOf(members);
  }

  /** Leaves out lines that are not understood. */
  static View parsed(String text) {
    Map<String, Member> members = new HashMap<>();
    text.lines()
        .map(line -> line.split("\\|", -1))
        .filter(parts -> parts.length >= 4)
        .forEach(parts -> members.put(parts[0], member(parts)));
    return new View(members);
  }

  private static Member member(String[] parts) {
    return new Member(
        Integer.parseInt(parts[1]),
        Long.parseUnsignedLong(parts[2], 16),
        Integer.parseInt(parts[3]),
        parts.length > 4 ? Long.parseLong(parts[4]) : 0);
  }
}
