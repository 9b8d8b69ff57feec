package dev.carillon.chat;

import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.ThreadSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread's counters: they live on its root and change in the transaction of each reply. */
final class Threads {
  private Threads() {}

  static ThreadSummary summary(ChatReader reader, String rootId, Message.State root) {
    String last = root.lastReplyId();
    return new ThreadSummary(
        rootId,
        root.replyCount(),
        root.replyCount() == 0
            ? List.of()
            : reader.repliers(rootId, ThreadSummary.MAX_PARTICIPANTS),
        last == null ? null : Ids.millis(last));
  }

  /** Counts a reply that came. */
  static ThreadSummary added(Writing w, Message root, Message reply) {
    Message.State state = root.state().withThread(root.state().replyCount() + 1, reply.id());
    w.tx().updateMessageState(root.id(), state);
    w.tx().addReplies(root.id(), reply.author().id(), 1, reply.id());
    return summary(w.tx(), root.id(), state);
  }

  /** Counts out a reply that was deleted; null when it was none. */
  static @Nullable ThreadSummary removed(Writing w, Message reply) {
    String rootId = reply.threadId();
    if (rootId == null) {
      return null;
    }
    Message root = w.tx().message(rootId).orElseThrow();
    List<Message> left =
        w.tx()
            .messages(
                new MessageRange(
                    MessageRange.Kind.THREAD, rootId, null, MessageRange.Direction.OLDER, 1));
    Message.State state =
        root.state()
            .withThread(
                root.state().replyCount() - 1, left.isEmpty() ? null : left.getFirst().id());
    w.tx().updateMessageState(rootId, state);
    w.tx().addReplies(rootId, reply.author().id(), -1, reply.id());
    return summary(w.tx(), rootId, state);
  }
}
