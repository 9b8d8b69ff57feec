package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonObject;
import java.util.Optional;

/**
 * What a client pushed to a channel. May be answered on any thread; only the first answer counts.
 * See {@link ChannelSocket} for the order of an answer among what is published.
 */
public interface Push {

  String event();

  /** Whether the client gave a reference to answer to: one that is neither null nor empty. */
  boolean hasRef();

  /** The payload; empty when it was null or something else than an object. */
  JsonObject payload();

  /** The payload as it was sent, a JSON value; {@code {}} for null and for a binary push. */
  Payload raw();

  /** The bytes of a binary push. */
  Optional<byte[]> binary();

  /**
   * Answers.
   *
   * @param status any word; clients look for {@code ok} and {@code error}
   * @param response a JSON value
   */
  void reply(String status, Payload response);

  /**
   * Answers, and has something pushed behind the answer: a leave or a join that waited for it comes
   * after both. What is pushed is, even when the push was answered before.
   *
   * @param behind pushes to the channel; runs now
   */
  void reply(String status, Payload response, Runnable behind);

  /** Answers with bytes; as base64 in a JSON string where the version has no binary frames. */
  void replyBinary(String status, byte[] response);

  /** Lets the channel have its next push before this one is answered, or without an answer. */
  void release();

  /**
   * Lets the channel have its next push before this one is answered, as {@link #release()}; but a
   * leave, and what is to be done {@link #afterOthers}, wait for the answer. For pushes that were
   * put into a queue whose answers come in its order. On the loop, while the channel has it.
   *
   * <p>When many overlap already it does nothing: the next push waits until this one is answered.
   */
  void overlap();

  /**
   * Runs the task on the loop when all pushes that this one {@linkplain #overlap() overlaps} are
   * answered; now, when there is none. At most once for a push. On the loop, while the channel has
   * it.
   */
  void afterOthers(Runnable task);

  /** Answers {@code ok} with {@code {}}. */
  default void ok() {
    ok(Replies.EMPTY);
  }

  default void ok(Payload response) {
    reply("ok", response);
  }

  default void error(Payload response) {
    reply("error", response);
  }

  /** Answers {@code error} with {@code {"reason":"..."}}. */
  default void error(String reason) {
    error(Replies.reason(reason));
  }

  /** For an event the channel does not know. Phoenix would end the channel; it lives on here. */
  default void unknownEvent() {
    error("unknown_event");
  }
}
