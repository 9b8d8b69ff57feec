package dev.carillon.chat;

import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.ThreadMark;
import dev.carillon.chat.model.Unread;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The users' places in threads, of {@link MemoryChat}. */
final class MemoryThreadMarks {
  private final Map<String, ThreadMark> marks = new TreeMap<>();

  void copyTo(MemoryThreadMarks other) {
    other.marks.putAll(marks);
  }

  void put(ThreadMark mark) {
    marks.put(mark.threadId() + "/" + mark.userId(), mark);
  }

  Optional<ThreadMark> find(String threadId, String userId) {
    return Optional.ofNullable(marks.get(threadId + "/" + userId));
  }

  static int unread(ThreadMark mark, Stream<Message> alive) {
    String last = mark.lastReadId() == null ? "" : mark.lastReadId();
    long count =
        alive
            .filter(reply -> mark.threadId().equals(reply.threadId()))
            .filter(reply -> reply.id().compareTo(last) > 0)
            .filter(reply -> !reply.author().id().equals(mark.userId()))
            .count();
    return (int) Math.min(count, Unread.MAX);
  }

  /** Those a user follows, among all that {@code inWorkspace} knows, latest reply first. */
  List<ThreadMark> followed(
      String userId, Function<String, Optional<Message>> inWorkspace, int limit) {
    return marks.values().stream()
        .filter(mark -> mark.following() && mark.userId().equals(userId))
        .filter(mark -> inWorkspace.apply(mark.threadId()).isPresent())
        .sorted(
            Comparator.comparing((ThreadMark mark) ->
                    inWorkspace
                        .apply(mark.threadId())
                        .flatMap(root -> Optional.ofNullable(root.state().lastReplyId()))
                        .orElse(""))
                .thenComparing(ThreadMark::threadId)
                .reversed())
        .limit(limit)
        .toList();
  }
}
