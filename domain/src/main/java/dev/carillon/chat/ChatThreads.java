package dev.carillon.chat;

import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.ThreadSummary;
import java.util.function.Consumer;

/** Threads: the replies to one message, its root. */
public final class ChatThreads {
  private final Commits commits;

  ChatThreads(Commits commits) {
    this.commits = commits;
  }

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
    return commits.at(userId, ref, nowMillis, (w, at) -> start(w, at, userId), answered);
  }

  private static Outcome<ThreadSummary> start(Writing w, Entry.At at, String userId) {
    Message root = rootOf(w.tx(), at.message());
    if (root.isDeleted()) {
      return Outcome.refused(Reason.DELETED);
    }
    Message.State before = root.state();
    if (before.threadStarted()) {
      return new Outcome.Already<>(Threads.summary(w.tx(), root.id(), before));
    }
    Message.State state = before.withThread(before.replyCount(), before.lastReplyId());
    w.tx().updateMessageState(root.id(), state);
    ThreadSummary thread = Threads.summary(w.tx(), root.id(), state);
    w.record(at.channel(), userId, new ChatEvent.ThreadStarted(thread));
    return new Outcome.Done<>(thread);
  }

  private static Message rootOf(ChatReader reader, Message message) {
    String above = message.threadId();
    return above == null ? message : reader.message(above).orElseThrow();
  }

  /**
   * The thread of a message (of a reply: of its root) and a part of its replies. Refused:
   * NOT_FOUND.
   */
  public Outcome<ThreadPage> page(String userId, MessageRef ref, Paging paging) {
    return commits.read(reader ->
        Sight.of(reader, userId, ref)
            .<Outcome<ThreadPage>>map(
                seen -> new Outcome.Done<>(page(reader, rootOf(reader, seen.message()), paging)))
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  private static ThreadPage page(ChatReader reader, Message root, Paging paging) {
    return new ThreadPage(
        root,
        Threads.summary(reader, root.id(), root.state()),
        Pages.read(reader, MessageRange.Kind.THREAD, root.id(), paging));
  }
}
