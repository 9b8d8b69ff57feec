package dev.carillon.chat;

import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ChatTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A {@link ChatStore} for tests: a transaction works on a copy. Any thread. */
public final class MemoryChatStore implements ChatStore {
  private final List<RuntimeException> failures = new ArrayList<>();
  private MemoryChat committed = new MemoryChat();

  @Override
  public synchronized <T> T write(Function<ChatTransaction, T> work, Consumer<? super T> onCommit) {
    MemoryChat next = committed.copy();
    T answer = work.apply(next);
    committed = next;
    try {
      onCommit.accept(answer);
    } catch (RuntimeException e) {
      failures.add(e);
    }
    return answer;
  }

  @Override
  public <T> void submit(
      Function<ChatTransaction, T> work,
      Consumer<? super T> onCommit,
      Consumer<? super RuntimeException> onFailure) {
    try {
      T _ = write(work, onCommit);
    } catch (RuntimeException e) {
      onFailure.accept(e);
    }
  }

  @Override
  public synchronized <T> T read(Function<ChatReader, T> work) {
    return work.apply(committed);
  }

  /** What listeners threw. */
  public synchronized List<RuntimeException> failures() {
    return List.copyOf(failures);
  }
}
