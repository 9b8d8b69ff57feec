package dev.carillon.chat;

import dev.carillon.chat.model.ThreadSummary;
import java.util.function.Consumer;

/** Threads: the replies to one message, its root. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatThreads {

  /**
   * Begins the thread of a message (of a reply: of its root); already, when it has begun.
   *
   * <p>Refused: NOT_FOUND, FORBIDDEN, ARCHIVED, DELETED.
   */
  public Outcome<ThreadSummary> start(
      String userId,
      MessageRef ref,
      long nowMillis,
      Consumer<? super Outcome<ThreadSummary>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * The thread of a message (of a reply: of its root) and a part of its replies. Refused:
   * NOT_FOUND.
   */
  public Outcome<ThreadPage> page(String userId, MessageRef ref, Paging paging) {
    throw new UnsupportedOperationException();
  }
}
