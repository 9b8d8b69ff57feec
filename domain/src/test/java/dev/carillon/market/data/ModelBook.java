package dev.carillon.market.data;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A book of levels without orders, or what a client makes of the updates it is sent. */
final class ModelBook implements LevelSource {
  private final NavigableMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<Long, Long> asks = new TreeMap<>();
  private int asked;

  NavigableMap<Long, Long> side(BookSide side) {
    return side == BookSide.BIDS ? bids : asks;
  }

  /** Sets a level, or removes it where {@code lots} is 0. */
  void set(BookSide side, long priceTicks, long lots) {
    if (lots == 0) {
      side(side).remove(priceTicks);
    } else {
      side(side).put(priceTicks, lots);
    }
  }

  void load(BookSnapshot snapshot) {
    bids.clear();
    asks.clear();
    snapshot.bids().forEach(level -> bids.put(level.priceTicks(), level.lots()));
    snapshot.asks().forEach(level -> asks.put(level.priceTicks(), level.lots()));
  }

  @Override
  public void forEachLevel(BookSide side, int count, Sink sink) {
    asked++;
    top(side, count).forEach(level -> sink.level(level.priceTicks(), level.lots()));
  }

  /** How often its levels were asked for. */
  int asked() {
    return asked;
  }

  List<BookLevel> top(BookSide side, int count) {
    return side(side).entrySet().stream()
        .limit(count)
        .map(level -> new BookLevel(level.getKey(), level.getValue()))
        .toList();
  }

  boolean isCrossed() {
    return !bids.isEmpty() && !asks.isEmpty() && bids.firstKey() >= asks.firstKey();
  }

  /** From the texts on the wire, as a client makes it: prices of 2 decimals, quantities of 8. */
  long checksum(int depth, long unitsPerTick, long unitsPerLot) {
    CRC32 crc = new CRC32();
    int count = Math.min(10, depth);
    Stream.concat(top(BookSide.ASKS, count).stream(), top(BookSide.BIDS, count).stream())
        .flatMap(level ->
            Stream.of(
                BigDecimal.valueOf(level.priceTicks() * unitsPerTick, 2).toPlainString(),
                BigDecimal.valueOf(level.lots() * unitsPerLot, 8).toPlainString()))
        .map(text -> text.replace(".", "").replaceFirst("^0+", ""))
        .forEach(digits -> digits.chars().forEach(crc::update));
    return crc.getValue();
  }
}
