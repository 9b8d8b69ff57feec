package dev.carillon.storage.sql;

import dev.carillon.messages.Unpublished;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Says in the outbox what has reached the bus. What can't be said, because the database is away, is
 * kept: else another node would find it there, and publish it once more. Any thread.
 */
final class PublishedMarks {
  /** Some megabytes. Of more, the oldest are published twice, which is what the bus allows. */
  private static final int MOST = 50_000;

  private final Writer writer;
  private final Queue<Mark> kept = new ArrayBlockingQueue<>(MOST);

  PublishedMarks(Writer writer) {
    this.writer = writer;
  }

  /** What was done to a message, as {@link dev.carillon.messages.MessageStore#published} has it. */
  record Mark(String messageId, Unpublished.Kind kind, long atMillis) {}

  /** Writes it with what others write. Does not wait. */
  void write(Mark mark) {
    try {
      writer.submit(sql -> delete(sql, List.of(mark)), _ -> {}, _ -> keep(mark));
    } catch (RejectedExecutionException _) {
      keep(mark);
    }
  }

  /** Writes all that were kept. Blocks; false: it can't be written now. */
  boolean writeAgain() {
    List<Mark> again = new ArrayList<>();
    for (Mark mark = kept.poll(); mark != null; mark = kept.poll()) {
      again.add(mark);
    }
    if (again.isEmpty()) {
      return true;
    }
    try {
      int _ = writer.write(sql -> delete(sql, again));
      return true;
    } catch (StorageException | RejectedExecutionException _) {
      again.forEach(this::keep);
      return false;
    }
  }

  private void keep(Mark mark) {
    while (!kept.offer(mark)) {
      Mark _ = kept.poll();
    }
  }

  private static int delete(Sql sql, List<Mark> marks) throws SQLException {
    int deleted = 0;
    for (Mark mark : marks) {
      deleted += MessageOutbox.delete(sql, mark.messageId(), mark.kind(), mark.atMillis());
    }
    return deleted;
  }
}
