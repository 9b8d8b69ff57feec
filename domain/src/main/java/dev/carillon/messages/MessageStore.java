package dev.carillon.messages;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where messages are kept. Port; any thread; may block. A write is durable when its call returns:
 * it survives kill -9 and loss of power.
 *
 * <p>Every method may throw {@link java.util.concurrent.RejectedExecutionException} when the store
 * is overloaded or closed: nothing was written, and the same later may pass.
 */
public interface MessageStore {

  /**
   * Stores a message.
   *
   * @param idempotencyKey the author's own name for this request, or null: the same key with the
   *     same target and body gives the first message again, with others it is refused
   */
  Creation create(Message message, @Nullable String idempotencyKey);

  Optional<Message> find(String id);

  /** Newest first, in the order of creation; nothing when {@code before} is unknown. */
  List<Message> list(MessageQuery query);

  /** Replaces the body; only the author may. */
  Change update(String id, String authorId, Body body, long nowMillis);

  /** Deletes the message; only the author may. Its text is gone from the store. */
  Change delete(String id, String authorId, long nowMillis);
}
