package dev.carillon.chat;

import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.ThreadMark;
import dev.carillon.chat.model.ThreadSummary;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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

  /**
   * Follows the thread of a message (of a reply: of its root), or does so no more; already, when it
   * is so. Who may read the channel may. Refused: NOT_FOUND.
   */
  public Outcome<FollowedThread> follow(
      String userId, MessageRef ref, boolean following, long nowMillis) {
    return mark(userId, ref, nowMillis, (_, mark) -> new Outcome.Done<>(mark.following(following)));
  }

  /**
   * Marks a thread read up to a reply; never moves back: already. Refused: NOT_FOUND (the thread,
   * or no such reply in it).
   *
   * @param ref the root, or any reply
   */
  public Outcome<FollowedThread> markRead(
      String userId, MessageRef ref, String replyId, long nowMillis) {
    String id = Ids.read(replyId);
    return mark(
        userId,
        ref,
        nowMillis,
        (w, mark) ->
            w.tx()
                .message(id)
                .filter(reply -> mark.threadId().equals(reply.threadId()))
                .<Outcome<ThreadMark>>map(reply -> new Outcome.Done<>(mark.read(reply.id())))
                .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  private Outcome<FollowedThread> mark(
      String userId,
      MessageRef ref,
      long nowMillis,
      BiFunction<Writing, ThreadMark, Outcome<ThreadMark>> change) {
    return commits.write(
        nowMillis,
        w -> {
          Optional<Sight.SeenMessage> seen = Sight.of(w.tx(), userId, ref);
          if (seen.isEmpty()) {
            return Outcome.refused(Reason.NOT_FOUND);
          }
          Message root = rootOf(w.tx(), seen.get().message());
          ThreadMark before = Threads.mark(w.tx(), root.id(), userId);
          if (!(change.apply(w, before) instanceof Outcome.Done<ThreadMark>(ThreadMark after))) {
            return Outcome.refused(Reason.NOT_FOUND);
          }
          if (after.equals(before)) {
            return new Outcome.Already<>(followed(w.tx(), root, before));
          }
          w.tx().putThreadMark(after);
          return new Outcome.Done<>(followed(w.tx(), root, after));
        },
        _ -> {});
  }

  private static FollowedThread followed(ChatReader reader, Message root, ThreadMark mark) {
    return new FollowedThread(
        root, Threads.summary(reader, root.id(), root.state()), mark, reader.unreadReplies(mark));
  }

  /** One's place in the thread of a message. Refused: NOT_FOUND. */
  public Outcome<FollowedThread> followed(String userId, MessageRef ref) {
    return commits.read(reader ->
        Sight.of(reader, userId, ref)
            .map(seen -> rootOf(reader, seen.message()))
            .<Outcome<FollowedThread>>map(root ->
                new Outcome.Done<>(followed(reader, root, Threads.mark(reader, root.id(), userId))))
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  /**
   * The threads of a workspace that one follows and may still read, the one with the latest reply
   * first. Refused: NOT_FOUND.
   */
  public Outcome<List<FollowedThread>> allFollowed(String userId, String workspaceId, int limit) {
    String id = Ids.read(workspaceId);
    return commits.read(reader ->
        reader.workspaceMember(id, userId).isEmpty()
            ? Outcome.refused(Reason.NOT_FOUND)
            : new Outcome.Done<>(
                reader.followed(id, userId, limit).stream()
                    .flatMap(mark ->
                        Sight.of(reader, userId, MessageRef.of(mark.threadId()))
                            .map(seen -> followed(reader, seen.message(), mark))
                            .stream())
                    .toList()));
  }
}
