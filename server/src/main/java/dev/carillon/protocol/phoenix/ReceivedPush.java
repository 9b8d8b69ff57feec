package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Frame;
import dev.carillon.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A push in the hands of its channel. */
final class ReceivedPush implements Push, TopicSlot.InHand {
  private static final Payload NO_REF = Payload.of("\"\"");

  private final TopicSlot slot;
  private final Envelope message;
  private final String pattern;
  private final long sinceNanos;

  /** Where its reply goes, with the channel's reference to the join. */
  private final Address address;

  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean settled = new AtomicBoolean();

  ReceivedPush(TopicSlot slot, Envelope message, Address address, String pattern) {
    this.slot = slot;
    this.message = message;
    this.address = address;
    this.pattern = pattern;
    this.sinceNanos = slot.session().nanoTime();
  }

  @Override
  public String event() {
    return message.event();
  }

  @Override
  public boolean hasRef() {
    Payload ref = message.address().ref();
    return ref != null && !ref.equals(NO_REF);
  }

  @Override
  public JsonObject payload() {
    return message.content().object();
  }

  @Override
  public Payload raw() {
    return message.content().raw();
  }

  @Override
  public Optional<byte[]> binary() {
    return message.content().binary();
  }

  @Override
  public void reply(String status, Payload response) {
    reply(status, response, () -> {});
  }

  @Override
  public void reply(String status, Payload response, Runnable behind) {
    answer(() -> slot.session().serializer().reply(address, status, response), behind);
  }

  @Override
  public void replyBinary(String status, byte[] response) {
    answer(() -> slot.session().serializer().replyBinary(address, status, response), () -> {});
  }

  @Override
  public void release() {
    if (settled.compareAndSet(false, true)) {
      slot.session().inTurn(() -> slot.done(this));
    }
  }

  @Override
  public void timeOut() {
    if (!settled.get()) {
      slot.session().unanswered("a push", pattern);
      error(TopicSlot.TIMEOUT);
    }
  }

  @Override
  public void overlap() {
    slot.overlap(this);
  }

  @Override
  public void afterOthers(Runnable task) {
    slot.afterOthers(this, task);
  }

  /** Whether it should have been answered by now. */
  boolean isLate() {
    return slot.session().isTooLong(sinceNanos);
  }

  private void answer(Supplier<Frame> frame, Runnable behind) {
    boolean isFirst = answered.compareAndSet(false, true);
    if (isFirst) {
      slot.session().send(frame.get());
    }
    behind.run();
    if (isFirst) {
      release();
    }
  }
}
