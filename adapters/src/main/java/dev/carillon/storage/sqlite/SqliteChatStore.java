package dev.carillon.storage.sqlite;

import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ChatTransaction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The chat in SQLite. */
final class SqliteChatStore implements ChatStore {
  private final GroupCommit writer;
  private final Readers readers;

  SqliteChatStore(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public <T> T write(Function<ChatTransaction, T> work, Consumer<? super T> onCommit) {
    return writer.write(in(work), onCommit);
  }

  @Override
  public <T> void submit(
      Function<ChatTransaction, T> work,
      Consumer<? super T> onCommit,
      Consumer<? super RuntimeException> onFailure) {
    writer.submit(in(work), onCommit, onFailure);
  }

  private static <T> GroupCommit.Work<T> in(Function<ChatTransaction, T> work) {
    return sql -> work.apply(new SqliteChatTransaction(new ChatSql(sql)));
  }

  @Override
  public <T> T read(Function<ChatReader, T> work) {
    return readers.snapshot(sql -> work.apply(new SqliteChatReader(new ChatSql(sql))));
  }
}
