package dev.carillon.core.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.session.Outbox;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.RecorderLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tasks between what is published; all else of a shard: {@link HubTest}. */
class ShardTest {
  private static final Topic ROOM = Topic.of("test", "room");
  private static final Encoder PLAIN = event -> Frame.text(event.publication().data().toString());

  private final FakeLoop loop = new FakeLoop();
  private final Hub hub =
      Hub.over(List.of(loop), new LocalBus(9), new History(List.of(), 0), HubListener.NONE);
  private final Shard shard = hub.shard(loop);
  private final RecorderLink leaver = new RecorderLink(loop);
  private final RecorderLink stays = new RecorderLink(loop);

  private Subscription subscribe(long id, RecorderLink link) {
    return shard.subscribe(
        new Outbox(id, link, 1_000_000),
        TopicPattern.exactly(ROOM),
        Subscription.Options.all(PLAIN));
  }

  private void publish(String data) {
    hub.publish(Publication.of(ROOM, "e", Payload.of(data), 0));
  }

  @Test
  void aTaskRunsInLineWithWhatIsPublished() {
    Subscription subscription = subscribe(1, leaver);
    subscribe(2, stays);

    publish("1");
    shard.run(() -> shard.unsubscribe(subscription));
    publish("2");
    loop.runTurn();

    assertThat(leaver.texts()).containsExactly("1");
    assertThat(stays.texts()).containsExactly("1", "2");
  }

  @Test
  void whatAThreadHoldsLeavesTogetherWhenItReleases() {
    subscribe(1, stays);

    hub.hold();
    publish("1");
    publish("2");
    shard.tell(Publication.of(ROOM, "e", Payload.of("3"), 0));
    loop.runTurn();
    assertThat(stays.texts()).isEmpty();

    hub.release();
    loop.runTurn();
    assertThat(stays.texts()).containsExactly("1", "2", "3");
    publish("4");
    loop.runTurn();
    assertThat(stays.texts()).endsWith("4");
  }

  @Test
  void whatOneThreadHoldsDoesNotHoldUpAnother() throws InterruptedException {
    subscribe(1, stays);
    hub.hold();
    publish("1");

    Thread other = Thread.ofPlatform().start(() -> publish("2"));
    other.join();
    loop.runTurn();

    assertThat(stays.texts()).containsExactly("1", "2");
    hub.release();
    loop.runTurn();
    assertThat(stays.texts()).containsExactly("1", "2");
  }

  @Test
  void aTaskThatFailsCostsNobodyAnything() {
    subscribe(2, stays);

    shard.run(() -> {
      throw new IllegalStateException("a bug");
    });
    publish("1");
    loop.runTurn();

    assertThat(stays.texts()).containsExactly("1");
  }

  @Test
  void aFloodOfTasksLetsTheLoopReadItsSocketsInBetween() {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      shard.run(() -> order.add("task"));
    }
    loop.execute(() -> order.add("sockets"));

    loop.runTurn();

    assertThat(order).hasSize(1_501);
    assertThat(order.indexOf("sockets")).isEqualTo(1_024);
  }

  @Test
  void whatNobodyOnALoopWantsDoesNotWakeIt() {
    Subscription subscription = subscribe(1, stays);
    Topic other = Topic.of("test", "elsewhere");

    hub.publish(Publication.of(other, "e", Payload.of("1"), 0));
    shard.tell(Publication.of(Topic.of("another space", "room"), "e", Payload.of("2"), 0));
    assertThat(loop.queued()).isZero();

    publish("3");
    assertThat(loop.queued()).isEqualTo(1);
    loop.runTurn();
    assertThat(stays.texts()).containsExactly("3");

    shard.unsubscribe(subscription);
    publish("4");
    assertThat(loop.queued()).isZero();
  }

  @Test
  void aWildcardWantsAllOfItsSpace() {
    TopicPattern all = Objects.requireNonNull(TopicPattern.parse("test", "**"));
    shard.subscribe(new Outbox(1, stays, 1_000_000), all, Subscription.Options.all(PLAIN));

    hub.publish(Publication.of(Topic.of("test", "a.b"), "e", Payload.of("1"), 0));
    hub.publish(Publication.of(Topic.of("another", "a.b"), "e", Payload.of("2"), 0));
    loop.runTurn();

    assertThat(stays.texts()).containsExactly("1");
  }

  @Test
  void whatFollowsATaskIsDeliveredToThoseThatTheTaskSubscribes() {
    shard.run(() -> subscribe(1, stays));
    publish("1");
    loop.runTurn();

    assertThat(stays.texts()).containsExactly("1");
  }
}
