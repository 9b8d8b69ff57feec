package dev.carillon.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.messages.Unpublished.Kind;
import dev.carillon.storage.sql.PublishedMarks.Mark;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedMarksTest {
  private static final Mark FIRST = new Mark("m1", Kind.CREATED, 1_000);
  private static final Mark SECOND = new Mark("m1", Kind.UPDATED, 2_000);

  private final Connection connection;
  private final Sql sql;
  private final Database writer = new Database();
  private final PublishedMarks marks = new PublishedMarks(writer);

  PublishedMarksTest() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    sql = new Sql(connection, StorageException::new);
  }

  @BeforeEach
  void fill() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE messages_outbox (message_id TEXT, kind TEXT, at INTEGER, taken_at INTEGER)");
      for (Mark mark : new Mark[] {FIRST, SECOND}) {
        statement.execute(
            "INSERT INTO messages_outbox VALUES ('%s', '%s', %d, 0)"
                .formatted(mark.messageId(), mark.kind(), mark.atMillis()));
      }
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private int left() throws SQLException {
    return sql.all("SELECT kind FROM messages_outbox", row -> row.getString(1)).size();
  }

  @Test
  void whatReachedTheBusIsTakenFromTheOutbox() throws SQLException {
    marks.write(FIRST);

    assertThat(left()).isEqualTo(1);
    assertThat(marks.writeAgain()).isTrue();
  }

  @Test
  void whatCannotBeSaidIsSaidOnceItCan() throws SQLException {
    writer.state = State.AWAY;
    marks.write(FIRST);
    writer.state = State.FULL;
    marks.write(SECOND);
    assertThat(marks.writeAgain()).isFalse();
    writer.state = State.AWAY;
    assertThat(marks.writeAgain()).isFalse();
    assertThat(left()).isEqualTo(2);

    writer.state = State.WORKS;

    assertThat(marks.writeAgain()).isTrue();
    assertThat(left()).isZero();
  }

  private enum State {
    WORKS,
    AWAY,
    FULL
  }

  /** A database that can be away, or have too much to do. */
  private final class Database implements Writer {
    State state = State.WORKS;

    @Override
    public <T> T write(Sql.Work<T> work, Consumer<? super T> onCommit) {
      return switch (state) {
        case AWAY -> throw new StorageException("away", null);
        case FULL -> throw new RejectedExecutionException("full");
        case WORKS -> run(work, onCommit);
      };
    }

    private <T> T run(Sql.Work<T> work, Consumer<? super T> onCommit) {
      try {
        T result = work.run(sql);
        onCommit.accept(result);
        return result;
      } catch (SQLException e) {
        throw new StorageException("write", e);
      }
    }

    @Override
    public <T> void submit(
        Sql.Work<T> work,
        Consumer<? super T> onCommit,
        Consumer<? super RuntimeException> onFailure) {
      try {
        T _ = write(work, onCommit);
      } catch (StorageException e) {
        onFailure.accept(e);
      }
    }
  }
}
