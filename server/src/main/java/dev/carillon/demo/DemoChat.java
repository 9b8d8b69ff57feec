package dev.carillon.demo;

import dev.carillon.chat.Chat;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ChatTransaction;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The demo's workspace: its channel "general" with John and Jane and what they said so far, and a
 * private channel that only Jane is in.
 */
public final class DemoChat {
  public static final String WORKSPACE = "00000000-0000-4000-8000-000000000001";
  public static final String GENERAL = "12345678-1234-5678-1234-123456789012";

  /** The name of {@link #GENERAL}. */
  public static final String GENERAL_NAME = "general";

  public static final String PLANS = "12345678-1234-5678-1234-123456789013";

  static final String BOT = "carillon-bot";

  private static final Map<String, String> IDS =
      Map.of("john", DemoWorld.JOHN, "jane", DemoWorld.JANE, "carillon", BOT);
  private static final Duration TALKED_FOR = Duration.ofHours(26);

  private final ChatStore store;
  private final Chat chat;

  /** The last message that others reply and react to. */
  private record Last(String channelId, String messageId) {}

  public DemoChat(ChatStore store, Chat chat) {
    this.store = store;
    this.chat = chat;
  }

  /**
   * Makes it, unless it is there. Blocks on the store.
   *
   * @param seed decides when everything was said
   */
  public void create(long nowMillis, long seed) {
    boolean isNew = store.write(transaction -> insert(transaction, nowMillis), _ -> {});
    if (isNew) {
      Random random = new Random(seed);
      tell(GENERAL, Talk.read("general.txt"), nowMillis, random);
      tell(PLANS, Talk.read("plans.txt"), nowMillis, random);
    }
  }

  /** Whoever registers becomes a member, and of the channel "general" too. */
  public void welcome(String userId, String name, long nowMillis) {
    chat.people().welcome(userId, name, WORKSPACE, GENERAL_NAME, nowMillis);
  }

  private static boolean insert(ChatTransaction transaction, long nowMillis) {
    if (transaction.workspace(WORKSPACE).isPresent()) {
      return false;
    }
    long atMillis = nowMillis - TALKED_FOR.toMillis();
    Person john = person(DemoWorld.JOHN, "John Doe", "john", Person.Kind.HUMAN);
    Person jane = person(DemoWorld.JANE, "Jane Smith", "jane", Person.Kind.HUMAN);
    Person admin = person(DemoWorld.ADMIN, "Admin", "admin", Person.Kind.HUMAN);
    Person bot = person(BOT, "Carillon", "bot", Person.Kind.BOT);
    List.of(john, jane, admin, bot).forEach(transaction::putPerson);
    transaction.insertWorkspace(
        new Workspace(
            WORKSPACE,
            "Carillon",
            "The demo's workspace",
            false,
            DemoWorld.JOHN,
            Workspace.Settings.NONE,
            new Workspace.Dates(atMillis, null)));
    transaction.putWorkspaceMember(new WorkspaceMember(WORKSPACE, john, Role.OWNER, atMillis));
    transaction.putWorkspaceMember(new WorkspaceMember(WORKSPACE, jane, Role.MEMBER, atMillis));
    transaction.putWorkspaceMember(new WorkspaceMember(WORKSPACE, admin, Role.ADMIN, atMillis));
    transaction.putWorkspaceMember(new WorkspaceMember(WORKSPACE, bot, Role.MEMBER, atMillis));
    insertChannel(
        transaction,
        channel(GENERAL, Channel.Type.PUBLIC, GENERAL_NAME, "General discussion"),
        List.of(john, jane, bot),
        atMillis);
    insertChannel(
        transaction,
        channel(PLANS, Channel.Type.PRIVATE, "plans", "The team day, until it is settled"),
        List.of(jane),
        atMillis);
    return true;
  }

  private static Person person(String id, String name, String handle, Person.Kind kind) {
    return new Person(id, name, handle, null, kind, null);
  }

  private static Channel channel(String id, Channel.Type type, String name, String description) {
    return new Channel(
        id,
        WORKSPACE,
        type,
        new Channel.Profile(name, description, null),
        null,
        Channel.Settings.DEFAULT,
        new Channel.State(0, null, null, 0, DemoWorld.JANE, 0, null));
  }

  /** The first of the members owns it. */
  private static void insertChannel(
      ChatTransaction transaction, Channel channel, List<Person> members, long atMillis) {
    String owner = members.getFirst().id();
    Channel.State state = new Channel.State(0, null, null, members.size(), owner, atMillis, null);
    transaction.insertChannel(channel.with(state));
    for (Person member : members) {
      Role role = member.id().equals(owner) ? Role.OWNER : Role.MEMBER;
      transaction.putMember(ChannelMember.entered(channel.id(), member, role, atMillis, null));
    }
  }

  /** Says everything again, at times between then and a moment ago. */
  private void tell(String channelId, List<Talk.Line> lines, long nowMillis, Random random) {
    long step = TALKED_FOR.toMillis() / (lines.size() + 1);
    long atMillis = nowMillis - TALKED_FOR.toMillis();
    @Nullable Last last = null;
    for (Talk.Line line : lines) {
      // Reactions and edits follow at once, what is said takes its time.
      boolean isSaid = line instanceof Talk.Said || line instanceof Talk.Replied;
      atMillis += isSaid ? step / 2 + random.nextLong(step / 2) : 1_000 + random.nextInt(30_000);
      last = tell(channelId, line, last, atMillis);
    }
  }

  private @Nullable Last tell(
      String channelId, Talk.Line line, @Nullable Last last, long atMillis) {
    String userId = Optional.ofNullable(IDS.get(line.name())).orElseThrow();
    if (line instanceof Talk.Said(_, String text)) {
      Message message =
          done(chat.messages().send(SendMessage.text(channelId, userId, text), atMillis, _ -> {}));
      return new Last(channelId, message.id());
    }
    if (last == null) {
      throw new IllegalArgumentException("line: " + line + " (expected: a message before it)");
    }
    MessageRef ref = new MessageRef(last.channelId(), last.messageId());
    switch (line) {
      case Talk.Replied(_, String text) ->
          done(
              chat.messages()
                  .send(
                      new SendMessage(
                          channelId, userId, text, last.messageId(), false, List.of(), null),
                      atMillis,
                      _ -> {}));
      case Talk.Reacted(_, String emoji) ->
          done(chat.reactions().add(userId, ref, emoji, atMillis, _ -> {}));
      case Talk.Edited(_, String text) ->
          done(chat.messages().edit(userId, ref, text, atMillis, _ -> {}));
      case Talk.Said _ -> throw new AssertionError("was said above");
    }
    return last;
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Already<T>(T value) -> value;
      case Outcome.Refused<T> refused ->
          throw new IllegalStateException("the demo's talk is refused: " + refused);
    };
  }
}
