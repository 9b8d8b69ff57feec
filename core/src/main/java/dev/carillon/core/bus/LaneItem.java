package dev.carillon.core.bus;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A publication of this node on its way. Guarded by the bus's lock. */
final class LaneItem {
  private static final byte[] NO_BYTES = {};

  final Publication publication;

  /** This node's number for it in the log; 0: it is not logged. */
  final long number;

  /** As it is appended; of one that is not logged, nothing. */
  final byte[] bytes;

  final int sizeBytes;
  final long sinceMillis;
  private final Consumer<Receipt> receipt;
  private boolean told;

  /** Its place in the log as it was answered; null: not known yet. */
  @Nullable Offset place;

  /** Whether it was appended once more because the log lost its place. */
  boolean again;

  /** Whether this node's listener has it. */
  boolean handed;

  LaneItem(
      Publication publication,
      long number,
      byte[] bytes,
      long sinceMillis,
      Consumer<Receipt> receipt) {
    this.publication = publication;
    this.number = number;
    this.bytes = bytes;
    this.sizeBytes = number == 0 ? Envelope.sizeOf(publication) : bytes.length;
    this.sinceMillis = sinceMillis;
    this.receipt = receipt;
  }

  static LaneItem unlogged(Publication publication, long sinceMillis, Consumer<Receipt> receipt) {
    return new LaneItem(publication, 0, NO_BYTES, sinceMillis, receipt);
  }

  boolean isLogged() {
    return number > 0;
  }

  /** Tells the receipt, if it was not told before. */
  void tell(Receipt what, BusLock lock) {
    if (!told) {
      told = true;
      lock.afterwards(() -> receipt.accept(what));
    }
  }
}
