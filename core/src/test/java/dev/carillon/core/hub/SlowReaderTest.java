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
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a slow reader hears between the moment it reads again and the moment that is noticed. */
class SlowReaderTest {
  private static final Encoder PLAIN = event -> Frame.text(event.publication().data().toString());
  private static final Topic TOPIC = Topic.of("test", "t");

  private final FakeLoop loop = new FakeLoop();
  private final Hub hub =
      Hub.over(List.of(loop), new LocalBus(9), new History(List.of(), 1 << 20), HubListener.NONE);
  private final RecorderLink link = new RecorderLink(loop);
  private final Outbox outbox = new Outbox(1, link, 1_000_000);

  private void subscribe(Delivery delivery) {
    Runnable snapshot = () -> outbox.offer(Frame.text("snapshot"));
    hub.shard(loop)
        .subscribe(
            outbox,
            TopicPattern.exactly(TOPIC),
            new Subscription.Options(PLAIN, delivery, null, snapshot));
    link.setBacklogBytes(100_000);
  }

  private void publish(String data) {
    hub.publish(Publication.of(TOPIC, "e", Payload.of(data), 0));
    loop.runTurn();
  }

  private void noticed() {
    loop.run(outbox::onWritable);
  }

  @Test
  void whatIsMissedIsFollowedByTheSnapshotAndNothingElse() {
    subscribe(Delivery.RESYNC);
    publish("1");
    link.setBacklogBytes(50_000);
    publish("2");
    noticed();
    publish("3");

    assertThat(link.texts()).containsExactly("snapshot", "3");
  }

  @Test
  void anOlderValueThatWasKeptDoesNotComeBehindANewerOne() {
    subscribe(Delivery.LATEST);
    publish("1");
    link.setBacklogBytes(50_000);
    publish("2");
    noticed();
    publish("3");

    assertThat(link.texts()).containsExactly("2", "3");
  }

  @Test
  void whatWaitedOnlyForTheEndOfATurnIsNotWaitedForAnyLonger() {
    subscribe(Delivery.LATEST);
    hub.publish(Publication.of(TOPIC, "e", Payload.of("1"), 0));
    loop.execute(() -> link.setBacklogBytes(0));
    loop.runTurn();

    assertThat(link.texts()).containsExactly("1");
  }
}
