package dev.carillon.core.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.session.Outbox;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.RecorderLink;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random streams over random subscriptions, checked against a hub that is one loop over a list. */
class HubOrderTest {
  private static final List<String> PATTERNS =
      List.of("k.a", "k.b", "k.*", "k.**", "n.a", "n.b", "n.*", "**");
  private static final List<String> TOPICS = List.of("k.a", "k.b", "k.c.d", "n.a", "n.b", "x");
  private static final Encoder PLAIN =
      event -> Frame.text(event.publication().topic().name() + "=" + event.publication().data());

  @Seeds(300)
  void everySubscriberHearsWhatTheNaiveHubSays(RandomGenerator random) {
    FakeLoop loop = new FakeLoop();
    History history = new History(List.of(new HistoryRule(pattern("k.**"), 1_000, 1_000)), 1 << 20);
    Hub hub = Hub.over(List.of(loop), new LocalBus(1), history, HubListener.NONE);
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clients.add(new Client(i + 1, loop, hub.shard(loop)));
    }

    int published = 0;
    for (int step = 0; step < 200; step++) {
      Client client = clients.get(random.nextInt(clients.size()));
      switch (random.nextInt(10)) {
        case 0 -> {
          String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
          client.subscribe(pattern, random.nextInt(3) == 0 ? HubOrderTest::isEven : null, loop);
        }
        case 1 -> client.unsubscribe(random, loop);
        case 2 -> client.reconnect(loop);
        case 3, 4 -> loop.runTurn();
        default -> {
          String topic = TOPICS.get(random.nextInt(TOPICS.size()));
          Payload data = Payload.of(Integer.toString(published++));
          long except = random.nextInt(4) == 0 ? client.id : 0;
          Publication publication =
              new Publication(Topic.of("t", topic), "e", data, null, 0, Set.of(), null, except);
          hub.publish(publication);
          clients.forEach(each -> each.expect(publication));
        }
      }
    }
    loop.runTurn();

    clients.forEach(Client::check);
  }

  private static boolean isEven(Publication publication) {
    return Integer.parseInt(publication.data().toString()) % 2 == 0;
  }

  private static TopicPattern pattern(String text) {
    return Objects.requireNonNull(TopicPattern.parse("t", text));
  }

  /** A connection, and what it should have heard. */
  private static final class Client {
    private final long id;
    private final Shard shard;
    private final RecorderLink link;
    private final Outbox outbox;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private long logged;
    private long lastLogged;

    Client(long id, FakeLoop loop, Shard shard) {
      this.id = id;
      this.shard = shard;
      this.link = new RecorderLink(loop);
      this.outbox = new Outbox(id, link, 1 << 20);
    }

    /** What a change of subscriptions means for events that wait is not promised: let none wait. */
    void subscribe(String text, @Nullable Predicate<Publication> filter, FakeLoop loop) {
      loop.runTurn();
      lastLogged = logged;
      subscriptions.add(
          shard.subscribe(
              outbox, pattern(text), new Subscription.Options(PLAIN, Delivery.ALL, filter, null)));
    }

    void unsubscribe(RandomGenerator random, FakeLoop loop) {
      loop.runTurn();
      if (!subscriptions.isEmpty()) {
        shard.unsubscribe(subscriptions.remove(random.nextInt(subscriptions.size())));
      }
    }

    /** Goes away while events wait, and comes back with the offset of the last one it had. */
    void reconnect(FakeLoop loop) {
      boolean hearsLogged =
          subscriptions.stream()
              .anyMatch(each -> each.pattern().text().equals("k.**") && !each.isFiltered());
      if (!hearsLogged || subscriptions.size() != 1) {
        return;
      }
      loop.runTurn();
      shard.unsubscribe(subscriptions.removeFirst());
      Shard.Recovery recovery =
          shard.recover(
              outbox,
              pattern("k.**"),
              Subscription.Options.all(PLAIN),
              new Offset(1, lastLogged),
              0);
      assertThat(recovery.recovered()).isTrue();
      for (Event event : recovery.missed()) {
        outbox.offer(PLAIN.encode(event));
      }
      subscriptions.add(recovery.subscription());
    }

    void expect(Publication publication) {
      if (publication.topic().name().startsWith("k.")) {
        logged++;
      }
      if (subscriptions.stream()
          .anyMatch(
              each -> each.pattern().matches(publication.topic()) && each.wants(publication))) {
        if (publication.exceptSession() != id) {
          expected.add(publication.topic().name() + "=" + publication.data());
        }
        if (publication.topic().name().startsWith("k.")) {
          lastLogged = logged;
        }
      }
    }

    void check() {
      assertThat(link.texts()).containsExactlyElementsOf(expected);
    }
  }
}
