package dev.carillon.chat;

import static dev.carillon.chat.ChatWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.Unread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Does anything at random and then looks whether everything agrees: what was told, what is stored,
 * what is counted, and what would be told again.
 */
public final class ChatModel {
  private static final List<String> USERS =
      List.of(ChatWorld.OWNER, ChatWorld.JOHN, ChatWorld.JANE, ChatWorld.GUEST, ChatWorld.STRANGER);
  private static final List<String> EMOJI = List.of(":a:", ":b:", ":c:");

  private final ChatWorld world;
  private final RandomGenerator random;
  private final long firstSeq;
  private final Set<String> membersBefore;
  private final List<String> ids = new ArrayList<>(List.of(Ids.NIL));

  public ChatModel(ChatStore store, RandomGenerator random) {
    this.world = new ChatWorld(store);
    this.random = random;
    this.firstSeq = world.general().lastSeq();
    this.membersBefore = members();
  }

  /** What the told events alone say of a message. */
  private static final class Told {
    private final Message sent;
    private String content;
    private boolean deleted;
    private final Set<Reaction> reactions = new TreeSet<>(Comparator.comparing(Reaction::id));

    Told(Message sent) {
      this.sent = sent;
      this.content = sent.content();
    }
  }

  public void run(int steps) {
    for (int i = 0; i < steps; i++) {
      world.pass(random.nextInt(-20, 60_000));
      step();
    }
    numbersHaveNoGap();
    whatWasToldIsWhatIsStored();
    countersCanBeCountedAgain();
    whatWasToldWouldBeToldAgain();
  }

  private void step() {
    String user = USERS.get(random.nextInt(USERS.size()));
    MessageRef ref = new MessageRef(world.general, any(ids));
    long now = world.now();
    Chat chat = world.chat;
    switch (random.nextInt(14)) {
      case 0, 1, 2, 3 -> send(user, null);
      case 4, 5 -> send(user, any(ids));
      case 6 -> chat.messages().edit(user, ref, "edited " + random.nextInt(3), now, _ -> {});
      case 7 -> chat.messages().delete(user, ref, now, _ -> {});
      case 8, 9 -> chat.reactions().add(user, ref, any(EMOJI), now, _ -> {});
      case 10 -> chat.reactions().remove(user, ref, any(EMOJI), now, _ -> {});
      case 11 ->
          chat.reactions().clear(user, ref, random.nextBoolean() ? any(EMOJI) : null, now, _ -> {});
      case 12 -> chat.markers().markRead(user, ref, now, _ -> {});
      default -> comeOrGo(user, ref);
    }
  }

  private void comeOrGo(String user, MessageRef ref) {
    switch (random.nextInt(4)) {
      case 0 -> world.chat.channels().leave(user, world.general, world.now(), _ -> {});
      case 1 -> world.chat.channels().join(user, world.general, world.now(), _ -> {});
      case 2 -> world.chat.messages().pin(user, ref, random.nextBoolean(), world.now(), _ -> {});
      default -> world.chat.threads().start(user, ref, world.now(), _ -> {});
    }
  }

  private void send(String user, @Nullable String threadId) {
    TempId tempId = random.nextBoolean() ? TempId.ofText("t" + random.nextInt(5)) : null;
    Outcome<Message> outcome =
        world.trySend(
            new SendMessage(
                world.general,
                user,
                random.nextInt(8) == 0 ? " " : "text @jane " + random.nextInt(3),
                threadId,
                random.nextBoolean(),
                List.of(),
                tempId));
    if (outcome instanceof Outcome.Done<Message>(Message message)) {
      ids.add(message.id());
    }
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void numbersHaveNoGap() {
    long next = firstSeq + 1;
    for (ChatEvent event : world.events()) {
      assertThat(event.seq()).isEqualTo(next);
      next++;
    }
    assertThat(world.general().lastSeq()).isEqualTo(next - 1);
  }

  private void whatWasToldIsWhatIsStored() {
    Map<String, Told> told = replayed();
    for (Told each : told.values()) {
      Message stored = world.stored(each.sent);
      assertThat(stored.content()).isEqualTo(each.content);
      assertThat(stored.isDeleted()).isEqualTo(each.deleted);
      assertThat(stored.reactions()).containsExactlyElementsOf(each.reactions);
      assertThat(stored.seq()).isEqualTo(each.sent.seq());
    }
    List<String> listed =
        told.values().stream().filter(each -> !each.deleted).map(each -> each.sent.id()).toList();
    assertThat(all().stream().map(Message::id).toList()).isEqualTo(listed);
  }

  /** Every message that is there, oldest first, in pages of seven. */
  private List<Message> all() {
    List<Message> all = new ArrayList<>();
    Paging paging = Paging.latest(7);
    while (true) {
      Page<Message> page =
          done(world.chat.history().messages(ChatWorld.JOHN, world.general, paging, true));
      all.addAll(0, page.items());
      if (!page.hasMore()) {
        return all;
      }
      paging = Paging.before(page.items().getFirst().id(), 7);
    }
  }

  private Map<String, Told> replayed() {
    Map<String, Told> told = new LinkedHashMap<>();
    for (ChatEvent event : world.events()) {
      switch (event.change()) {
        case ChatEvent.MessageSent sent -> told.put(sent.message().id(), new Told(sent.message()));
        case ChatEvent.MessageEdited edited ->
            get(told, edited.message().id()).content = edited.message().content();
        case ChatEvent.MessageDeleted deleted -> {
          Told gone = get(told, deleted.messageId());
          gone.deleted = true;
          gone.content = "";
          gone.reactions.clear();
        }
        case ChatEvent.ReactionAdded added ->
            get(told, added.reaction().messageId()).reactions.add(added.reaction());
        case ChatEvent.ReactionRemoved removed ->
            get(told, removed.reaction().messageId()).reactions.remove(removed.reaction());
        case ChatEvent.ReactionsCleared cleared ->
            cleared.reactions().forEach(get(told, cleared.messageId()).reactions::remove);
        default -> {}
      }
    }
    return told;
  }

  private static Told get(Map<String, Told> told, String id) {
    return Objects.requireNonNull(told.get(id), id);
  }

  private void countersCanBeCountedAgain() {
    Map<String, Integer> replies = new TreeMap<>();
    for (Message message : all()) {
      if (message.threadId() != null) {
        replies.merge(message.threadId(), 1, Integer::sum);
      }
    }
    for (String id : ids.subList(1, ids.size())) {
      Message message = done(world.chat.history().message(ChatWorld.OWNER, MessageRef.of(id)));
      assertThat(message.state().replyCount()).isEqualTo(replies.getOrDefault(id, 0));
    }
    assertThat(members()).isEqualTo(membersTold()).hasSize(world.general().state().memberCount());
    USERS.forEach(this::unreadIsCountedRight);
  }

  private Set<String> members() {
    Set<String> found = new TreeSet<>();
    done(world.chat.channels().members(ChatWorld.JOHN, world.general, null, 100)).items().stream()
        .map(ChannelMember::userId)
        .forEach(found::add);
    return found;
  }

  private Set<String> membersTold() {
    Set<String> told = new TreeSet<>(membersBefore);
    for (ChatEvent event : world.events()) {
      switch (event.change()) {
        case ChatEvent.MemberJoined joined -> told.add(joined.person().id());
        case ChatEvent.MemberLeft left -> told.remove(left.userId());
        default -> {}
      }
    }
    return told;
  }

  private void unreadIsCountedRight(String user) {
    if (!(world.chat.markers().unread(user, world.workspaceId)
        instanceof Outcome.Done<List<Unread>>(List<Unread> all))) {
      return;
    }
    Optional<Unread> unread =
        all.stream().filter(each -> each.channelId().equals(world.general)).findFirst();
    unread.ifPresent(counted -> {
      String last = counted.lastReadId() == null ? "" : counted.lastReadId();
      List<Message> after =
          all().stream()
              .filter(message -> message.place().isListed() && message.id().compareTo(last) > 0)
              .toList();
      assertThat((long) counted.count())
          .isEqualTo(
              Math.min(
                  Unread.MAX,
                  after.stream().filter(message -> !message.author().id().equals(user)).count()));
      assertThat((long) counted.mentions())
          .isEqualTo(after.stream().filter(message -> message.mentions().contains(user)).count());
    });
  }

  /** But for the text of what was deleted meanwhile. */
  private void whatWasToldWouldBeToldAgain() {
    Missed missed =
        done(world.chat.history().missed(ChatWorld.JOHN, world.general, firstSeq, 100_000));
    Map<String, Told> told = replayed();
    List<ChatEvent> expected =
        world.events().stream().map(event -> event.with(wiped(event.change(), told))).toList();
    assertThat(missed).isEqualTo(new Missed.Events(expected, false, firstSeq + expected.size()));
  }

  private static ChatEvent.Change wiped(ChatEvent.Change change, Map<String, Told> told) {
    return switch (change) {
      case ChatEvent.MessageSent(var message, var tempId, var thread)
          when get(told, message.id()).deleted ->
          new ChatEvent.MessageSent(
              message.with(Message.Body.WIPED, message.state()), tempId, thread);
      case ChatEvent.MessageEdited(var message, _) when get(told, message.id()).deleted ->
          new ChatEvent.MessageEdited(message.with(Message.Body.WIPED, message.state()), List.of());
      default -> change;
    };
  }
}
