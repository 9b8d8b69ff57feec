package dev.carillon.bridge;

import dev.carillon.api.topics.ServerEvent;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatEvent.MemberJoined;
import dev.carillon.chat.model.ChatEvent.MemberLeft;
import dev.carillon.chat.model.ChatEvent.MessageDeleted;
import dev.carillon.chat.model.ChatEvent.MessageEdited;
import dev.carillon.chat.model.ChatEvent.MessageSent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Shows messages of public channels on the topics {@code messages.channel.{id}}, in their order, to
 * those who may read them: {@code message.sent}, {@code message.updated}, {@code message.deleted}.
 * Private and direct channels never leave the chat.
 *
 * <p>Only hands over on the thread that commits; the work is done by one thread behind it.
 */
public final class ChatBridge implements ChatListener {
  private final Consumer<ServerEvent> topics;
  private final Executor inOrder;
  private final Readers readers;

  /**
   * @param topics publishes; any thread
   * @param inOrder runs what it is given one after the other
   */
  public ChatBridge(ChatStore store, Consumer<ServerEvent> topics, Executor inOrder) {
    this.topics = topics;
    this.inOrder = inOrder;
    this.readers = new Readers(store);
  }

  @Override
  public void changed(ChatEvent event) {
    switch (event.change()) {
      case MessageSent(Message message, _, _) ->
          tell(event, "message.sent", json -> write(json, message));
      case MessageEdited(Message message, _) ->
          tell(event, "message.updated", json -> write(json, message));
      case MessageDeleted(String messageId, _) ->
          tell(event, "message.deleted", json -> writeDeleted(json, event, messageId));
      case ChatEvent.Change _ -> inOrder.execute(() -> look(event));
    }
  }

  private void look(ChatEvent event) {
    switch (event.change()) {
      case MemberJoined _, MemberLeft _ -> readers.forgetChannel(event.channelId());
      case ChatEvent.Change _ -> readers.heard(event.channelId(), event.seq());
    }
  }

  /** What other nodes committed: they show it themselves, but who may read is known here, too. */
  public ChatListener ofOthers() {
    return new ChatListener() {
      @Override
      public void changed(ChatEvent event) {
        inOrder.execute(() -> look(event));
      }

      @Override
      public void changed(WorkspaceEvent event) {
        ChatBridge.this.changed(event);
      }

      @Override
      public void read(ReadMark mark) {}
    };
  }

  /** Something of what other nodes committed may not have been heard. Any thread. */
  public void missed() {
    inOrder.execute(readers::forgetAll);
  }

  @Override
  public void changed(WorkspaceEvent event) {
    inOrder.execute(() -> readers.forgetWorkspace(event.workspaceId()));
  }

  @Override
  public void read(ReadMark mark) {}

  private void tell(ChatEvent event, String name, Consumer<JsonWriter> data) {
    inOrder.execute(() ->
        readers
            .of(event.channelId(), event.seq())
            .ifPresent(mayRead ->
                topics.accept(
                    new ServerEvent(
                        "messages.channel." + event.channelId(),
                        name,
                        data,
                        event.actorId(),
                        mayRead,
                        event.atMillis()))));
  }

  /** In the words of the Topics API. */
  private static void write(JsonWriter json, Message message) {
    json.beginObject()
        .field("id", message.id())
        .field("userId", message.author().id())
        .field("channelId", message.channelId())
        .field("content", message.content());
    String threadId = message.threadId();
    if (threadId != null) {
      json.field("threadId", threadId);
    }
    json.field("createdAt", IsoTime.text(message.insertedAtMillis()))
        .field("updatedAt", IsoTime.text(message.updatedAtMillis()))
        .endObject();
  }

  private static void writeDeleted(JsonWriter json, ChatEvent event, String messageId) {
    json.beginObject()
        .field("id", messageId)
        .field("channelId", event.channelId())
        .field("deletedAt", IsoTime.text(event.atMillis()))
        .endObject();
  }
}
