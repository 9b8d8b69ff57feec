package dev.carillon.storage.sql.chat;

import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ChatTransaction;
import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.Writer;
import java.util.function.Consumer;
import java.util.function.Function;

/** The chat in a database. */
public final class SqlChatStore implements ChatStore {
  private final Writer writer;
  private final Reader readers;
  private final ChatSearch search;

  public SqlChatStore(Writer writer, Reader readers, ChatSearch search) {
    this.writer = writer;
    this.readers = readers;
    this.search = search;
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

  private <T> Sql.Work<T> in(Function<ChatTransaction, T> work) {
    return sql -> work.apply(new SqlChatTransaction(new ChatSql(sql, search)));
  }

  @Override
  public <T> T read(Function<ChatReader, T> work) {
    return readers.snapshot(sql -> work.apply(new SqlChatReader(new ChatSql(sql, search))));
  }
}
