package dev.carillon.market.data;

import dev.carillon.decimal.Decimal;
import java.util.zip.CRC32;

/**
 * The checksum by which a client sees that its book is right: Kraken's, CRC32 (IEEE) over the ten
 * best asks, best first, then the ten best bids, best first; of each level the digits of its price,
 * then of its quantity, as they are sent but without the point and leading zeros. Not for several
 * threads; allocates nothing.
 */
public final class BookChecksum {
  /** How many levels of each side count. */
  static final int LEVELS = 10;

  private final long unitsPerTick;
  private final long unitsPerLot;
  private final CRC32 crc = new CRC32();
  private final byte[] digits = new byte[2 * LEVELS * 2 * Decimal.MAX_LENGTH];
  private int size;

  /**
   * Of one pair.
   *
   * @param unitsPerTick a tick in units of the last decimal in which prices are sent
   * @param unitsPerLot a lot in units of the last decimal in which quantities are sent
   */
  public BookChecksum(long unitsPerTick, long unitsPerLot) {
    this.unitsPerTick = unitsPerTick;
    this.unitsPerLot = unitsPerLot;
  }

  /** 0 to 2^32 - 1. */
  long of(Levels asks, Levels bids) {
    size = 0;
    append(asks);
    append(bids);
    crc.reset();
    crc.update(digits, 0, size);
    return crc.getValue();
  }

  private void append(Levels levels) {
    for (int i = 0; i < Math.min(LEVELS, levels.count()); i++) {
      append(Math.multiplyExact(levels.price(i), unitsPerTick));
      append(Math.multiplyExact(levels.lots(i), unitsPerLot));
    }
  }

  private void append(long units) {
    size = Decimal.format(units, 0, digits, size);
  }
}
