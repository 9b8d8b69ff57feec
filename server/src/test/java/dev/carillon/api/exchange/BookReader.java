package dev.carillon.api.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;

/** A client's book that does what the document says, and looks whether that holds. */
public final class BookReader {
  private static final int CHECKED = 10;
  private static final long NO_GROUP = -1;

  /** Both sides, best first, by the digits of the price: a pair's prices have the same decimals. */
  private final TreeMap<Long, Level> bids = new TreeMap<>(Comparator.reverseOrder());

  private final TreeMap<Long, Level> asks = new TreeMap<>();

  /** The last sequence of each depth: another subscription never begins below it. */
  private final Map<Integer, Long> sequences = new HashMap<>();

  private final Set<String> epochs = new HashSet<>();
  private boolean known;
  private int depth;
  private long sequence;

  /** The time that the updates of one change share. */
  private long group = NO_GROUP;

  private int updates;
  private int finals;
  private int snapshots;
  private int lagging;

  private record Level(String price, String quantity) {}

  /** A message of the channel; others are left alone. */
  public void hears(JsonNode message) {
    switch (message.get("type").asString()) {
      case "orderbook_snapshot" -> snapshot(message.get("data"));
      case "orderbook_update" -> update(message.get("data"));
      default -> {}
    }
  }

  /** Whether a snapshot had this epoch. */
  public boolean isOf(String epoch) {
    return epochs.contains(epoch);
  }

  /** Not subscribed any more. */
  public void forget() {
    known = false;
  }

  private void snapshot(JsonNode data) {
    known = true;
    depth = data.get("depth").asInt();
    sequence = data.get("sequence").asLong();
    must(sequence >= sequences.getOrDefault(depth, 0L), "sequences never fall", data);
    sequences.put(depth, sequence);
    epochs.add(data.get("epoch").asString());
    snapshots++;
    lagging += data.has("reason") ? 1 : 0;
    group = NO_GROUP;
    fill(bids, data.get("bids"));
    fill(asks, data.get("asks"));
    check(data);
  }

  private static void fill(Map<Long, Level> side, JsonNode levels) {
    side.clear();
    for (JsonNode level : levels) {
      String price = level.get(0).asString();
      side.put(digits(price), new Level(price, level.get(1).asString()));
    }
  }

  private void update(JsonNode data) {
    must(known, "a snapshot comes before updates", data);
    must(data.get("prev_sequence").asLong() == sequence, "prev_sequence is the last", data);
    must(data.get("sequence").asLong() == sequence + 1, "sequence rises by one", data);
    sequence++;
    updates++;
    sequences.put(depth, sequence);
    Map<Long, Level> side = data.get("side").asString().equals("buy") ? bids : asks;
    String price = data.get("price").asString();
    if (data.get("action").asString().equals("delete")) {
      must(side.remove(digits(price)) != null, "what is deleted was there", data);
    } else {
      side.put(digits(price), new Level(price, data.get("quantity").asString()));
    }
    long time = data.get("timestamp").asLong();
    must(group == NO_GROUP || group == time, "one change, one time", data);
    group = time;
    if (data.has("final")) {
      group = NO_GROUP;
      finals++;
      check(data);
    }
  }

  private void check(JsonNode data) {
    must(Math.max(bids.size(), asks.size()) <= depth, "no more levels than the depth", data);
    must(
        bids.isEmpty() || asks.isEmpty() || bids.firstKey() < asks.firstKey(),
        "the book is not crossed",
        data);
    must(checksum() == data.get("checksum").asLong(), "the checksum is that of the book", data);
  }

  /** For millions of messages: AssertJ is made for fewer. */
  private void must(boolean holds, String what, JsonNode data) {
    if (!holds) {
      throw new AssertionError(what + ": " + data + " on " + sequence + ": " + text());
    }
  }

  private long checksum() {
    StringBuilder digits = new StringBuilder();
    append(digits, asks);
    append(digits, bids);
    CRC32 crc = new CRC32();
    crc.update(digits.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private static void append(StringBuilder digits, Map<Long, Level> side) {
    int left = CHECKED;
    for (Map.Entry<Long, Level> level : side.entrySet()) {
      if (left-- == 0) {
        return;
      }
      digits.append(level.getKey().longValue()).append(digits(level.getValue().quantity()));
    }
  }

  /** Without the point and leading zeros. */
  private static long digits(String decimal) {
    return Long.parseLong(decimal.replace(".", ""));
  }

  /** The levels of both sides, best first. */
  public String text() {
    return side(bids) + " | " + side(asks);
  }

  private static String side(Map<Long, Level> side) {
    return side.values().stream()
        .map(level -> level.price() + "x" + level.quantity())
        .collect(Collectors.joining(" "));
  }

  /** Whether it has a book. */
  public boolean isKnown() {
    return known;
  }

  public int depth() {
    return depth;
  }

  /** Of the last message. */
  public long sequence() {
    return sequence;
  }

  /** How many levels have changed. */
  public int updates() {
    return updates;
  }

  /** How many times the book was whole. */
  public int finals() {
    return finals;
  }

  public int snapshots() {
    return snapshots;
  }

  /** How many snapshots came because this reader was slow. */
  public int lagging() {
    return lagging;
  }

  /** How many times numbering has begun anew. */
  public int epochs() {
    return epochs.size();
  }
}
