package dev.carillon.chat;

import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ChatTransaction;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs each change as one transaction; once it is durable, answers its actor and then tells what it
 * caused.
 */
final class Commits {
  private final ChatStore store;
  private final ChatListener listener;
  private final ChatSettings settings;
  private final RandomGenerator random;

  Commits(ChatStore store, ChatListener listener, ChatSettings settings, RandomGenerator random) {
    this.store = store;
    this.listener = listener;
    this.settings = settings;
    this.random = random;
  }

  /** What a transaction came to. */
  private record Result<T>(Outcome<T> outcome, List<Told> told) {}

  ChatSettings settings() {
    return settings;
  }

  RandomGenerator random() {
    return random;
  }

  <T> Outcome<T> write(
      long nowMillis, Function<Writing, Outcome<T>> work, Consumer<? super Outcome<T>> answered) {
    return store
        .<Result<T>>write(tx -> run(tx, nowMillis, work), result -> tell(result, answered))
        .outcome();
  }

  /** As {@link #write}, but does not wait for the end, nor block. */
  <T> void submit(
      long nowMillis,
      Function<Writing, Outcome<T>> work,
      Chat.Answered<? super Outcome<T>> answered) {
    store.<Result<T>>submit(
        tx -> run(tx, nowMillis, work), result -> tell(result, answered::with), answered::failed);
  }

  private <T> Result<T> run(
      ChatTransaction tx, long nowMillis, Function<Writing, Outcome<T>> work) {
    Writing writing = new Writing(tx, nowMillis, this);
    return new Result<>(work.apply(writing), writing.told());
  }

  private <T> void tell(Result<T> result, Consumer<? super Outcome<T>> answered) {
    try {
      answered.accept(result.outcome());
    } finally {
      tell(result.told());
    }
  }

  /** As {@link #write}, in a channel that the user may change. */
  <T> Outcome<T> in(
      String userId,
      String channelId,
      long nowMillis,
      BiFunction<Writing, Entry.Open, Outcome<T>> work,
      Consumer<? super Outcome<T>> answered) {
    return write(nowMillis, entered(userId, channelId, work), answered);
  }

  /** Work in a channel that the user may change; else it is the refusal. */
  static <T> Function<Writing, Outcome<T>> entered(
      String userId, String channelId, BiFunction<Writing, Entry.Open, Outcome<T>> work) {
    return w ->
        switch (Entry.to(w.tx(), userId, channelId)) {
          case Entry.Closed closed -> closed.refused();
          case Entry.Open open -> work.apply(w, open);
        };
  }

  /** As {@link #in}, with a message of the channel. */
  <T> Outcome<T> at(
      String userId,
      MessageRef ref,
      long nowMillis,
      BiFunction<Writing, Entry.At, Outcome<T>> work,
      Consumer<? super Outcome<T>> answered) {
    return write(
        nowMillis,
        w ->
            switch (Entry.to(w.tx(), userId, ref)) {
              case Entry.Closed closed -> closed.refused();
              case Entry.At at -> work.apply(w, at);
            },
        answered);
  }

  <T> T read(Function<ChatReader, T> work) {
    return store.read(work);
  }

  /** A listener that fails with one event is told the others all the same. */
  private void tell(List<Told> all) {
    RuntimeException failure = null;
    for (Told told : all) {
      failure = firstOf(failure, tell(told));
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable RuntimeException tell(Told told) {
    try {
      switch (told) {
        case Told.OfChannel(ChatEvent event) -> listener.changed(event);
        case Told.OfWorkspace(WorkspaceEvent event) -> listener.changed(event);
        case Told.OfReader(ReadMark mark) -> listener.read(mark);
      }
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static @Nullable RuntimeException firstOf(
      @Nullable RuntimeException first, @Nullable RuntimeException next) {
    if (first == null || next == null) {
      return first == null ? next : first;
    }
    first.addSuppressed(next);
    return first;
  }
}
