package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;

/** A client's book that does what the document says, and looks whether that holds. */
final class BookReader {
  private static final int CHECKED = 10;

  private final TreeMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
  private final TreeMap<BigDecimal, String> asks = new TreeMap<>();
  private boolean known;
  private int depth;
  private long sequence;
  int finals;
  int lagging;

  void hears(JsonNode message) {
    switch (message.get("type").asString()) {
      case "orderbook_snapshot" -> snapshot(message.get("data"));
      case "orderbook_update" -> update(message.get("data"));
      default -> {}
    }
  }

  /** Not subscribed any more. */
  void forget() {
    known = false;
  }

  private void snapshot(JsonNode data) {
    known = true;
    depth = data.get("depth").asInt();
    sequence = data.get("sequence").asLong();
    lagging += data.has("reason") ? 1 : 0;
    fill(bids, data.get("bids"));
    fill(asks, data.get("asks"));
    check(data);
  }

  private static void fill(Map<BigDecimal, String> side, JsonNode levels) {
    side.clear();
    levels
        .values()
        .forEach(
            level -> side.put(new BigDecimal(level.get(0).asString()), level.get(1).asString()));
  }

  private void update(JsonNode data) {
    assertThat(known).as("an update before a snapshot: %s", data).isTrue();
    assertThat(data.get("prev_sequence").asLong()).isEqualTo(sequence);
    sequence = data.get("sequence").asLong();
    Map<BigDecimal, String> side = data.get("side").asString().equals("buy") ? bids : asks;
    BigDecimal price = new BigDecimal(data.get("price").asString());
    if (data.get("action").asString().equals("delete")) {
      assertThat(side.remove(price)).as("deleted: %s", data).isNotNull();
    } else {
      side.put(price, data.get("quantity").asString());
    }
    if (data.has("final")) {
      finals++;
      check(data);
    }
  }

  private void check(JsonNode data) {
    assertThat(bids.size()).isLessThanOrEqualTo(depth);
    assertThat(asks.size()).isLessThanOrEqualTo(depth);
    if (!bids.isEmpty() && !asks.isEmpty()) {
      assertThat(bids.firstKey()).isLessThan(asks.firstKey());
    }
    assertThat(checksum()).isEqualTo(data.get("checksum").asLong());
  }

  private long checksum() {
    String digits =
        Stream.of(asks, bids)
            .flatMap(side -> side.entrySet().stream().limit(CHECKED))
            .map(level -> digits(level.getKey().toPlainString()) + digits(level.getValue()))
            .collect(Collectors.joining());
    CRC32 crc = new CRC32();
    crc.update(digits.getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private static String digits(String decimal) {
    return decimal.replace(".", "").replaceFirst("^0+", "");
  }

  /** The levels of both sides, best first. */
  String text() {
    return side(bids) + " | " + side(asks);
  }

  private static String side(Map<BigDecimal, String> side) {
    return side.entrySet().stream()
        .map(level -> level.getKey() + "x" + level.getValue())
        .collect(Collectors.joining(" "));
  }

  boolean isKnown() {
    return known;
  }

  int depth() {
    return depth;
  }
}
