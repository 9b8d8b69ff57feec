package dev.carillon.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A small chat for tests: a workspace with its owner, John and Jane, a guest, a stranger outside,
 * and the channel "general" of the first three. Hears and remembers all that is told.
 */
public final class ChatWorld implements ChatListener {
  public static final String OWNER = "owner";
  public static final String JOHN = "john";
  public static final String JANE = "jane";
  public static final String GUEST = "guest";
  public static final String STRANGER = "stranger";

  public final Chat chat;
  public final String workspaceId;
  public final String general;
  private final List<ChatEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final List<WorkspaceEvent> workspaceEvents =
      Collections.synchronizedList(new ArrayList<>());
  private final List<ReadMark> marks = Collections.synchronizedList(new ArrayList<>());
  private long nowMillis = 1_800_000_000_000L;

  public ChatWorld(ChatStore store) {
    this(store, ChatSettings.DEFAULT);
  }

  public ChatWorld(ChatStore store, ChatSettings settings) {
    // Two worlds in one store differ in their settings: so do their ids.
    chat = Chat.over(store, this, settings, new Random(settings.eventsKept()));
    for (String user : List.of(OWNER, JOHN, JANE, GUEST, STRANGER)) {
      chat.people().ensure(user, user, nowMillis);
    }
    UpdateWorkspace named = new UpdateWorkspace("Acme", null, null, null);
    Workspace workspace = done(chat.workspaces().create(OWNER, named, nowMillis, _ -> {}));
    workspaceId = workspace.id();
    enter(JOHN, Role.MEMBER);
    enter(JANE, Role.MEMBER);
    enter(GUEST, Role.GUEST);
    general = channel("general", Channel.Type.PUBLIC).id();
    done(chat.channels().join(JOHN, general, nowMillis, _ -> {}));
    done(chat.channels().join(JANE, general, nowMillis, _ -> {}));
    forget();
  }

  private void enter(String userId, Role role) {
    ChatWorkspaces.Member member = new ChatWorkspaces.Member(userId, role);
    done(chat.workspaces().putMember(OWNER, workspaceId, member, nowMillis, _ -> {}));
  }

  @Override
  public void changed(ChatEvent event) {
    events.add(event);
  }

  @Override
  public void changed(WorkspaceEvent event) {
    workspaceEvents.add(event);
  }

  @Override
  public void read(ReadMark mark) {
    marks.add(mark);
  }

  /** What was told since the last {@link #forget}. */
  public List<ChatEvent> events() {
    return List.copyOf(events);
  }

  public List<WorkspaceEvent> workspaceEvents() {
    return List.copyOf(workspaceEvents);
  }

  public List<ReadMark> marks() {
    return List.copyOf(marks);
  }

  public void forget() {
    events.clear();
    workspaceEvents.clear();
    marks.clear();
  }

  public long now() {
    return nowMillis;
  }

  public void pass(long millis) {
    nowMillis += millis;
  }

  /** A new channel of the owner's. */
  public Channel channel(String name, Channel.Type type) {
    Channel.Profile profile = new Channel.Profile(name, null, null);
    return done(
        chat.channels()
            .create(new CreateChannel(workspaceId, OWNER, type, profile), nowMillis, _ -> {}));
  }

  public Outcome<Message> trySend(SendMessage command) {
    return chat.messages().send(command, nowMillis, _ -> {});
  }

  public Message send(String userId, String content) {
    return done(trySend(SendMessage.text(general, userId, content)));
  }

  public Message reply(String userId, String content, String threadId) {
    return done(trySend(reply(userId, content, threadId, false)));
  }

  public SendMessage reply(String userId, String content, String threadId, boolean broadcast) {
    return new SendMessage(general, userId, content, threadId, broadcast, List.of(), null);
  }

  public SendMessage temp(String userId, String content, TempId tempId) {
    return new SendMessage(general, userId, content, null, false, List.of(), tempId);
  }

  public MessageRef ref(Message message) {
    return new MessageRef(general, message.id());
  }

  public Message stored(Message message) {
    return done(chat.history().message(OWNER, MessageRef.of(message.id())));
  }

  public Channel general() {
    return done(chat.channels().get(OWNER, general));
  }

  public int unread(String userId) {
    return done(chat.markers().unread(userId, workspaceId)).stream()
        .filter(unread -> unread.channelId().equals(general))
        .findFirst()
        .orElseThrow()
        .count();
  }

  /** What was done; fails when it was so already or was refused. */
  public static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  /** What was so already. */
  public static <T> T already(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Already.class);
    return ((Outcome.Already<T>) outcome).value();
  }

  /** Why it was refused. */
  public static <T> Reason refused(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<T>) outcome).reason();
  }

  public static <T> Outcome.Refused<T> refusal(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return (Outcome.Refused<T>) outcome;
  }
}
