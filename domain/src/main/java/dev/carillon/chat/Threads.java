package dev.carillon.chat;

import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.ThreadMark;
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
    follow(w, root, reply);
    return summary(w.tx(), root.id(), state);
  }

  /** Who replies follows, and so does who began it, unless he or she said otherwise. */
  private static void follow(Writing w, Message root, Message reply) {
    Person replier = reply.author();
    Person author = root.author();
    if (replier.kind() == Person.Kind.HUMAN) {
      w.tx().putThreadMark(mark(w.tx(), root.id(), replier.id()).following(true).read(reply.id()));
    }
    if (author.kind() == Person.Kind.HUMAN
        && !author.id().equals(replier.id())
        && w.tx().threadMark(root.id(), author.id()).isEmpty()) {
      w.tx().putThreadMark(ThreadMark.none(root.id(), author.id()).following(true));
    }
  }

  static ThreadMark mark(ChatReader reader, String rootId, String userId) {
    return reader.threadMark(rootId, userId).orElse(ThreadMark.none(rootId, userId));
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
