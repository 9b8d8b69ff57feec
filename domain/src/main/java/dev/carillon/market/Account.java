package dev.carillon.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One owner's live orders, and the count of the events that the owner was told. */
final class Account {
  private final int number;
  private final String owner;
  private final Map<Long, LiveOrder> orders = new TreeMap<>();
  private final Map<String, LiveOrder> byClientId = new HashMap<>();
  private long sequence;

  Account(int number, String owner, long sequence) {
    this.number = number;
    this.owner = owner;
    this.sequence = sequence;
  }

  /** Its number in the ledger. */
  int number() {
    return number;
  }

  String owner() {
    return owner;
  }

  /** Of the newest private event. */
  long sequence() {
    return sequence;
  }

  /** The sequence of one more private event. */
  long nextSequence() {
    return ++sequence;
  }

  void add(LiveOrder order) {
    orders.put(order.id, order);
    String name = order.terms.clientOrderId();
    if (name != null) {
      byClientId.put(name, order);
    }
  }

  void remove(LiveOrder order) {
    orders.remove(order.id);
    String name = order.terms.clientOrderId();
    if (name != null) {
      byClientId.remove(name);
    }
  }

  int size() {
    return orders.size();
  }

  boolean hasClientId(@Nullable String name) {
    return name != null && byClientId.containsKey(name);
  }

  @Nullable LiveOrder byClientId(String name) {
    return byClientId.get(name);
  }

  /** Its live orders, oldest first. A copy: ending them does not disturb it. */
  List<LiveOrder> orders() {
    return new ArrayList<>(orders.values());
  }
}
