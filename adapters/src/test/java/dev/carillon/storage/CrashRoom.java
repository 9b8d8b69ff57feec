package dev.carillon.storage;

import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.CreateChannel;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.Missed;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.UpdateWorkspace;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceEvent;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.List;

/** One channel in which a process talks until it is killed, and what is asked of it then. */
public record CrashRoom(Chat chat, String channelId) {
  private static final int CALLERS = 16;
  private static final String JOHN = "john";

  /** The one channel of the database, made if there is none. */
  public static CrashRoom of(ChatStore store) {
    Chat chat = Chat.over(store, new Nobody(), ChatSettings.DEFAULT, new SecureRandom());
    chat.people().ensure(JOHN, "John", 1);
    List<Workspace> workspaces = chat.workspaces().list(JOHN);
    if (!workspaces.isEmpty()) {
      List<Channel> channels = value(chat.channels().list(JOHN, workspaces.getFirst().id()));
      return new CrashRoom(chat, channels.getFirst().id());
    }
    UpdateWorkspace named = new UpdateWorkspace("Crash", null, null, null);
    String workspaceId = value(chat.workspaces().create(JOHN, named, 1, _ -> {})).id();
    CreateChannel wanted =
        new CreateChannel(
            workspaceId, JOHN, Channel.Type.PUBLIC, new Channel.Profile("room", null, null));
    return new CrashRoom(chat, value(chat.channels().create(wanted, 1, _ -> {})).id());
  }

  /** Talks on many threads; prints each message's id once it is sent. Does not end. */
  public void talkUntilKilled(PrintStream acknowledged) {
    for (int caller = 0; caller < CALLERS; caller++) {
      Thread.ofPlatform().start(() -> talk(acknowledged));
    }
  }

  private void talk(PrintStream acknowledged) {
    while (true) {
      SendMessage command = SendMessage.text(channelId, JOHN, "x".repeat(300));
      acknowledged.println(
          value(chat.messages().send(command, System.currentTimeMillis(), _ -> {})).id());
    }
  }

  public boolean has(String messageId) {
    return chat.history().message(JOHN, MessageRef.of(messageId)) instanceof Outcome.Done;
  }

  public List<Long> told() {
    Missed missed = value(chat.history().missed(JOHN, channelId, 0, Integer.MAX_VALUE));
    return ((Missed.Events) missed).events().stream().map(ChatEvent::seq).toList();
  }

  public long lastSeq() {
    return value(chat.channels().get(JOHN, channelId)).lastSeq();
  }

  private static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Already<T>(T value) -> value;
      case Outcome.Refused<T> refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private static final class Nobody implements ChatListener {
    @Override
    public void changed(ChatEvent event) {}

    @Override
    public void changed(WorkspaceEvent event) {}

    @Override
    public void read(ReadMark mark) {}
  }
}
