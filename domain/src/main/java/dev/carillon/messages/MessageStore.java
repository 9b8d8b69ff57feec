package dev.carillon.messages;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where messages are kept. Port; any thread; may block. A write is durable when its call returns:
 * it survives kill -9 and loss of power.
 *
 * <p>A write tells its {@code onCommit} what came of it once that is durable and before the call
 * returns, in the order of the commits, which is the order of {@link #list}: it must be quick, must
 * not write, and what it throws is logged. It is not called when the write throws.
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
  Creation create(
      Message message, @Nullable String idempotencyKey, Consumer<? super Creation> onCommit);

  /** As the other, telling nobody. */
  default Creation create(Message message, @Nullable String idempotencyKey) {
    return create(message, idempotencyKey, _ -> {});
  }

  Optional<Message> find(String id);

  /** Newest first, in the order of creation; nothing when {@code before} is unknown. */
  List<Message> list(MessageQuery query);

  /** Replaces the body; only the author may. */
  Change update(
      String id, String authorId, Body body, long nowMillis, Consumer<? super Change> onCommit);

  /** As the other, telling nobody. */
  default Change update(String id, String authorId, Body body, long nowMillis) {
    return update(id, authorId, body, nowMillis, _ -> {});
  }

  /** Deletes the message; only the author may. Its text is gone from the store. */
  Change delete(String id, String authorId, long nowMillis, Consumer<? super Change> onCommit);

  /** As the other, telling nobody. */
  default Change delete(String id, String authorId, long nowMillis) {
    return delete(id, authorId, nowMillis, _ -> {});
  }

  /**
   * What was written before a time and not told to have been {@link #published} since, oldest
   * first: the node that wrote it died in between, so whoever asks publishes it. Nobody gets it
   * again until as much time has passed once more. A store of one process has none: those who would
   * hear it are gone with it.
   *
   * <p>What was overtaken is not among it: of several changes of a message only the newest, of a
   * deleted one only that it is.
   *
   * @param limit how many at most
   */
  default List<Unpublished> unpublished(long beforeMillis, long nowMillis, int limit) {
    return List.of();
  }

  /**
   * What was done to a message has reached the bus. Does not wait; if it can't be written now, it
   * is kept for {@link #publishedAgain}.
   *
   * @param atMillis the time the write was called with; of a new message, that of its creation
   */
  default void published(String messageId, Unpublished.Kind kind, long atMillis) {}

  /**
   * Writes what {@link #published} could not. Blocks. To be called well before others who share the
   * store are given what is {@link #unpublished}.
   *
   * @return false: it can't be written now
   */
  default boolean publishedAgain() {
    return true;
  }

  /**
   * Forgets the idempotency keys of messages created before a time, and all of messages deleted
   * before it; a list can't begin at those any more. In small steps, so that others can write
   * between them.
   *
   * @return how many messages were touched
   */
  int forget(long beforeMillis);
}
