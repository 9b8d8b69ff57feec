package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.ChatWorld;
import dev.carillon.chat.CreateChannel;
import dev.carillon.chat.Missed;
import dev.carillon.chat.NewInvite;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Reason;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.UpdateWorkspace;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.identity.Account;
import dev.carillon.identity.Family;
import dev.carillon.identity.Rotation;
import dev.carillon.identity.User;
import dev.carillon.messages.Body;
import dev.carillon.messages.Creation;
import dev.carillon.messages.Target;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes use one database at the same time. */
@Timeout(60)
@ExtendWith(PostgresServer.class)
class PostgresNodesIT {
  private static final long NOW = 1_800_000_000_000L;
  private static final int ROUNDS = 20;

  /** A node's stores, its chat and what that told. */
  private static final class Node implements ChatListener {
    private final PostgresDatabase database;
    private final Chat chat;
    private final List<ChatEvent> told = Collections.synchronizedList(new ArrayList<>());

    Node(PostgresDatabase database) {
      this.database = database;
      this.chat = Chat.over(database.chat(), this, ChatSettings.DEFAULT, new SecureRandom());
    }

    @Override
    public void changed(ChatEvent event) {
      told.add(event);
    }

    @Override
    public void changed(WorkspaceEvent event) {}

    @Override
    public void read(ReadMark mark) {}

    List<Long> toldOf(String channelId) {
      return told.stream()
          .filter(event -> event.channelId().equals(channelId))
          .map(ChatEvent::seq)
          .toList();
    }
  }

  private final List<Node> nodes;
  private final TestDatabase database;

  PostgresNodesIT(TestDatabase database) {
    this.database = database;
    nodes = List.of(new Node(database.newNode()), new Node(database.newNode()));
  }

  @AfterEach
  void close() {
    nodes.forEach(node -> node.database.close());
  }

  private Node node(int i) {
    return nodes.get(i % nodes.size());
  }

  private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
    List<T> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> each : threads.invokeAll(calls)) {
        answers.add(each.get());
      }
    }
    return answers;
  }

  private static <T> T value(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  @Test
  void numbersOfChannelsHaveNoGapAndEachNodeTellsItsOwnInTheirOrder() throws Exception {
    ChatWorld world = new ChatWorld(database.stores().chat());
    List<String> channels =
        List.of(
            world.general,
            world.channel("one", Channel.Type.PUBLIC).id(),
            world.channel("two", Channel.Type.PUBLIC).id());
    List<Long> begin = channels.stream().map(id -> channel(id).lastSeq()).toList();
    List<Callable<Outcome<Message>>> sends = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Node node = node(i);
      SendMessage command =
          SendMessage.text(channels.get(i / 2 % channels.size()), ChatWorld.OWNER, "m" + i);
      sends.add(() -> node.chat.messages().send(command, NOW, _ -> {}));
    }

    assertThat(together(sends)).allMatch(Outcome.Done.class::isInstance);

    for (int i = 0; i < channels.size(); i++) {
      String id = channels.get(i);
      long first = begin.get(i) + 1;
      Missed missed =
          value(node(0).chat.history().missed(ChatWorld.OWNER, id, first - 1, Integer.MAX_VALUE));
      assertThat(((Missed.Events) missed).events())
          .extracting(ChatEvent::seq)
          .containsExactlyElementsOf(LongStream.range(first, first + 200).boxed().toList());
      assertThat(channel(id).lastSeq()).isEqualTo(first + 199);
      List<Long> both = new ArrayList<>();
      for (Node node : nodes) {
        assertThat(node.toldOf(id)).isNotEmpty().isSorted();
        both.addAll(node.toldOf(id));
      }
      assertThat(both).doesNotHaveDuplicates().hasSize(200);
    }
  }

  private Channel channel(String id) {
    return value(node(0).chat.channels().get(ChatWorld.OWNER, id));
  }

  @Test
  void theSameSentByTwoNodesAtOnceIsOneMessage() throws Exception {
    ChatWorld world = new ChatWorld(database.stores().chat());
    for (int round = 0; round < ROUNDS; round++) {
      List<Callable<String>> calls = new ArrayList<>();
      String once = "key" + round;
      for (Node node : nodes) {
        SendMessage command =
            new SendMessage(
                world.general,
                ChatWorld.JOHN,
                "hello",
                null,
                false,
                List.of(),
                TempId.ofText(once));
        calls.add(() ->
            switch (node.chat.messages().sendOnce(command, once, NOW, _ -> {})) {
              case Outcome.Done<Message>(Message message) -> message.id();
              case Outcome.Already<Message>(Message message) -> message.id();
              case Outcome.Refused<Message> refused -> refused.toString();
            });
      }

      assertThat(Set.copyOf(together(calls))).hasSize(1);
    }
  }

  @Test
  void ofTwoThatWantOneNameOneIsToldThatItIsTaken() throws Exception {
    ChatWorld world = new ChatWorld(database.stores().chat());
    for (int round = 0; round < ROUNDS; round++) {
      List<Callable<Outcome<Channel>>> calls = new ArrayList<>();
      CreateChannel command =
          new CreateChannel(
              world.workspaceId,
              ChatWorld.JOHN,
              Channel.Type.PUBLIC,
              new Channel.Profile("room" + round, null, null));
      nodes.forEach(node -> calls.add(() -> node.chat.channels().create(command, NOW, _ -> {})));

      assertThat(together(calls))
          .satisfiesExactlyInAnyOrder(
              made -> assertThat(made).isInstanceOf(Outcome.Done.class),
              refused -> assertThat(refused).isEqualTo(Outcome.refused(Reason.NAME_TAKEN)));
    }
  }

  @Test
  void twoOfOneNameThatComeAtOnceGetHandlesOfTheirOwn() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<Callable<Person>> calls = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        Node node = node(i);
        String id = "u" + round + "-" + i;
        String name = "Same " + round;
        calls.add(() -> node.chat.people().ensure(id, name, NOW));
      }

      assertThat(together(calls)).extracting(Person::handle).doesNotHaveDuplicates();
    }
  }

  @Test
  void anInvitationForOneIsGoodForOne() throws Exception {
    Node first = node(0);
    first.chat.people().ensure("john", "John", NOW);
    UpdateWorkspace named = new UpdateWorkspace("Acme", null, null, null);
    String workspaceId = value(first.chat.workspaces().create("john", named, NOW, _ -> {})).id();
    for (int round = 0; round < ROUNDS; round++) {
      NewInvite command = new NewInvite("john", workspaceId, null, null, 1);
      String code = value(first.chat.invites().create(command, NOW, _ -> {})).code();
      List<Callable<Outcome<?>>> calls = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        Node node = node(i);
        String id = "guest" + round + "-" + i;
        node.chat.people().ensure(id, id, NOW);
        calls.add(() -> node.chat.invites().accept(id, code, NOW, _ -> {}));
      }

      assertThat(together(calls)).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    }
  }

  @Test
  void ofManyWithTheSameIdempotencyKeyOneIsStored() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String key = "key" + round;
      List<Callable<Creation>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Node node = node(i);
        String id = key + "-" + i;
        calls.add(() ->
            node.database
                .messages()
                .create(
                    dev.carillon.messages.Message.create(
                        id, "john", new Target.Everyone(), Body.of("hello"), NOW),
                    key));
      }

      List<Creation> answers = together(calls);
      assertThat(answers).filteredOn(Creation.Created.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(Creation.Repeated.class::isInstance).hasSize(3);
    }
  }

  @Test
  void ofTwoThatShowOneRefreshTokenOneGetsTheNextAndTheFamilyEnds() throws Exception {
    User user = new User("john", "john@example.com", "John", Set.of(), 0, false);
    node(0).database.users().create(new Account(user, "hash"));
    for (int round = 0; round < ROUNDS; round++) {
      String family = "f" + round;
      node(0).database.sessions().open(new Family(family, "john", NOW, NOW + 1_000), "first");
      List<Callable<Rotation>> calls = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        Node node = node(i);
        String next = "next" + i;
        calls.add(() -> node.database.sessions().rotate(family, "first", next, NOW, NOW + 1_000));
      }

      assertThat(together(calls))
          .satisfiesExactlyInAnyOrder(
              one -> assertThat(one).isInstanceOf(Rotation.Rotated.class),
              other -> assertThat(other).isInstanceOf(Rotation.Reused.class));
    }
  }

  @Test
  void whatTwoNodesForgetAtOnceIsForgottenOnce() throws Exception {
    ChatWorld world = new ChatWorld(database.stores().chat());
    for (int i = 0; i < 50; i++) {
      world.trySend(SendMessage.text(world.general, ChatWorld.JOHN, "m" + i));
    }
    List<Callable<Integer>> calls = new ArrayList<>();
    long later = NOW + 1_000L * 24 * 60 * 60 * 1_000;
    nodes.forEach(node -> calls.add(() -> node.chat.purge().run(later).events()));

    int forgotten = together(calls).stream().mapToInt(Integer::intValue).sum();

    assertThat(forgotten).isGreaterThanOrEqualTo(50);
    assertThat(node(0).chat.purge().run(later).events()).isZero();
    assertThat(channel(world.general).lastSeq()).isGreaterThanOrEqualTo(50);
  }
}
