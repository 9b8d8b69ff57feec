package dev.carillon.bench;

import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.CreateChannel;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Paging;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.UpdateWorkspace;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sqlite.SqliteDatabase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;

/**
 * Fills a chat channel in an empty folder and prints what its access paths cost. Each send is a
 * durable transaction of its own, from 64 callers at once.
 */
final class ChatFigures {
  private static final int CALLERS = 64;
  private static final int CHANNELS = 100;
  private static final int UNREAD_EACH = 120;
  private static final int ROUNDS = 500;
  private static final String WRITER = "writer";
  private static final String READER = "reader";

  private final PrintStream out;
  private final Chat chat;
  private final String workspaceId;

  /** Hears nothing: what is told costs whoever listens. */
  private static final class Nobody implements ChatListener {
    @Override
    public void changed(ChatEvent event) {}

    @Override
    public void changed(WorkspaceEvent event) {}

    @Override
    public void read(ReadMark mark) {}
  }

  private ChatFigures(PrintStream out, SqliteDatabase database) {
    this.out = out;
    RandomGenerator random = RandomGenerator.getDefault();
    chat = Chat.over(database.chat(), new Nobody(), ChatSettings.DEFAULT, random);
    chat.people().ensure(WRITER, "Writer", now());
    chat.people().ensure(READER, "Reader", now());
    UpdateWorkspace named = new UpdateWorkspace("Figures", null, true, null);
    workspaceId = value(chat.workspaces().create(WRITER, named, now(), _ -> {})).id();
    value(chat.workspaces().join(READER, workspaceId, now(), _ -> {}));
  }

  static void print(PrintStream out, Path folder, int messages) {
    try (SqliteDatabase database =
        SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime)) {
      new ChatFigures(out, database).run(messages);
    }
  }

  private void run(int messages) {
    String channelId = channel("long");
    AtomicReferenceArray<Message> sent = fill(channelId, messages);
    for (int depth : new int[] {0, messages / 2, messages - messages / 40}) {
      Paging paging = Paging.before(sent.get(messages - 1 - depth).id(), 20);
      measure(
          "20 messages, " + depth + " deep",
          () -> value(chat.history().messages(READER, channelId, paging, false)));
    }
    measure("joining: 50 messages", () -> value(chat.history().snapshot(READER, channelId, 50)));
    measure("search, a word of all messages", () -> value(search("message")));
    measure("search, a word of one", () -> value(search("number" + messages / 2)));
    for (int i = 0; i < CHANNELS; i++) {
      fill(channel("channel " + i), UNREAD_EACH);
    }
    measure(
        "unread of " + (CHANNELS + 1) + " channels, more than 100 each",
        () -> value(chat.markers().unread(READER, workspaceId)));
  }

  private Outcome<?> search(String text) {
    return chat.history().search(READER, workspaceId, text, null, Paging.latest(20));
  }

  /** A channel that the reader has joined. */
  private String channel(String name) {
    Channel.Profile profile = new Channel.Profile(name, null, null);
    CreateChannel wanted = new CreateChannel(workspaceId, WRITER, Channel.Type.PUBLIC, profile);
    String id = value(chat.channels().create(wanted, now(), _ -> {})).id();
    value(chat.channels().join(READER, id, now(), _ -> {}));
    return id;
  }

  /** The messages in the order in which they stand in the channel. */
  private AtomicReferenceArray<Message> fill(String channelId, int messages) {
    AtomicReferenceArray<Message> sent = new AtomicReferenceArray<>(messages);
    AtomicInteger next = new AtomicInteger();
    long firstSeq = value(chat.channels().get(READER, channelId)).lastSeq() + 1;
    long begin = System.nanoTime();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        callers.execute(() -> {
          for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
            Message message = value(send(channelId, i));
            sent.set((int) (message.seq() - firstSeq), message);
          }
        });
      }
    }
    if (messages > UNREAD_EACH) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      out.printf(
          "%,d sends by %d callers: %,.0f a second%n", messages, CALLERS, messages / seconds);
    }
    return sent;
  }

  private Outcome<Message> send(String channelId, int number) {
    return chat.messages()
        .send(
            new SendMessage(
                channelId,
                WRITER,
                "This is message number" + number + " of a channel that has a good many of them",
                null,
                false,
                List.of(),
                TempId.ofText("t" + number)),
            now(),
            _ -> {});
  }

  private void measure(String what, Runnable work) {
    long[] nanos = new long[ROUNDS];
    for (int i = -ROUNDS; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      work.run();
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(nanos);
    out.printf(
        "%-50s p50 %8.3f ms  p99 %8.3f ms%n",
        what, nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 99 / 100] / 1e6);
  }

  private static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Already<T>(T value) -> value;
      case Outcome.Refused<T> refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
