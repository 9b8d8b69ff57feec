package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.MemoryChatStore;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ChatTransaction;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is missed and nothing comes twice, whatever is cut whenever: clients say things, are cut
 * off and come back at random points, also between a commit and its being told, and between the
 * steps of a join. At the end each of them knows exactly what the store knows.
 */
class ResumeTest {
  private static final int CLIENTS = 4;
  private static final int STEPS = 120;
  private static final int MAX_DEPTH = 3;

  /** All is done by one thread: while it waited for a predecessor, none could come. */
  private static final ChatApiSettings SETTINGS =
      new ChatApiSettings(
          ChatApiSettings.RefuseAt.JOIN, Duration.ofHours(1), null, Duration.ofMillis(1));

  @Seeds(300)
  void everyClientEndsWithWhatTheStoreHas(RandomGenerator random) {
    new Run(random).go();
  }

  /**
   * A store that lets other things happen in the middle of its works, as they do on other threads:
   * before a read, and between a commit and its being told.
   */
  private static final class BusyStore implements ChatStore {
    private final ChatStore store = new MemoryChatStore();
    private final Queue<Runnable> untold = new ArrayDeque<>();
    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private Runnable meanwhile = () -> {};

    /** What happens on another thread some time. */
    private Queue<Runnable> later = new ArrayDeque<>();

    @Override
    public <T> T write(Function<ChatTransaction, T> work, Consumer<? super T> onCommit) {
      meanwhile.run();
      T answer = store.write(work, _ -> {});
      untold.add(() -> onCommit.accept(answer));
      meanwhile.run();
      for (Runnable next = untold.poll(); next != null; next = untold.poll()) {
        next.run();
      }
      return answer;
    }

    @Override
    public <T> void submit(
        Function<ChatTransaction, T> work,
        Consumer<? super T> onCommit,
        Consumer<? super RuntimeException> onFailure) {
      submitted.add(() -> {
        T _ = write(work, onCommit);
      });
      later.add(this::writeNext);
    }

    /** Whoever comes first takes what was submitted first. */
    private void writeNext() {
      meanwhile.run();
      submitted.remove().run();
    }

    @Override
    public <T> T read(Function<ChatReader, T> work) {
      meanwhile.run();
      return store.read(work);
    }
  }

  /** One random history. */
  private static final class Run {
    private final RandomGenerator random;
    private final BusyStore store = new BusyStore();
    private final ChatApiWorld world = new ChatApiWorld(SETTINGS, 2, store);
    private final List<KeenReader> readers = new ArrayList<>();
    private final List<String> messageIds = new ArrayList<>();
    private int depth;
    private int said;

    Run(RandomGenerator random) {
      this.random = random;
      for (int i = 0; i < CLIENTS; i++) {
        readers.add(new KeenReader(world, i % 2 == 0 ? "john" : "jane", i % 2));
      }
    }

    void go() {
      store.later = world.blocking;
      store.meanwhile = this::meanwhile;
      for (int step = 0; step < STEPS; step++) {
        step();
      }
      store.meanwhile = () -> {};
      world.run();
      readers.forEach(reader -> reader.listen(messageIds));
      for (KeenReader reader : readers) {
        if (!reader.isConnected()) {
          reader.connect(false);
        }
      }
      world.run();
      readers.forEach(reader -> reader.listen(messageIds));

      assertThat(world.incidents).isEmpty();
      List<String> stored = KeenReader.stored(world);
      for (KeenReader reader : readers) {
        assertThat(reader.known()).as(reader.toString()).isEqualTo(stored);
      }
    }

    /** What happens elsewhere while one thread is at work. */
    private void meanwhile() {
      if (depth == MAX_DEPTH || random.nextInt(3) > 0) {
        return;
      }
      depth++;
      try {
        for (int i = random.nextInt(5); i >= 0; i--) {
          work();
        }
      } finally {
        depth--;
      }
    }

    private void work() {
      Runnable task = random.nextInt(4) == 0 ? null : world.blocking.poll();
      if (task == null) {
        turn();
      } else {
        task.run();
      }
    }

    private void turn() {
      FakeLoop loop = world.loops.get(random.nextInt(world.loops.size()));
      loop.runTurn();
    }

    private void step() {
      KeenReader reader = readers.get(random.nextInt(readers.size()));
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> work();
        case 3, 4 -> turn();
        case 5 -> cutOrConnect(reader);
        case 6 -> world.clock.advanceMillis(random.nextInt(500));
        default -> say(reader);
      }
      readers.forEach(each -> each.listen(messageIds));
    }

    private void cutOrConnect(KeenReader reader) {
      if (reader.isConnected()) {
        reader.cut();
      } else {
        reader.connect(random.nextInt(4) == 0);
      }
    }

    private void say(KeenReader reader) {
      if (!reader.isJoined()) {
        return;
      }
      String id = anyMessage();
      if (id == null || random.nextInt(3) == 0) {
        reader.say("send_message", "{'content':'say " + said++ + "'}");
        return;
      }
      String about = "'message_id':'" + id + "'";
      switch (random.nextInt(6)) {
        case 0 -> reader.say("edit_message", "{" + about + ",'content':'edit " + said++ + "'}");
        case 1 -> reader.say("delete_message", "{" + about + "}");
        case 2 -> reader.say("remove_reaction", "{" + about + ",'emoji':':+1:'}");
        case 3 -> reader.say("start_thread", "{" + about + "}");
        case 4 ->
            reader.say(
                "send_message", "{'content':'reply " + said++ + "','thread_id':'" + id + "'}");
        default -> reader.say("add_reaction", "{" + about + ",'emoji':':+1:'}");
      }
    }

    private @Nullable String anyMessage() {
      return messageIds.isEmpty() ? null : messageIds.get(random.nextInt(messageIds.size()));
    }
  }
}
