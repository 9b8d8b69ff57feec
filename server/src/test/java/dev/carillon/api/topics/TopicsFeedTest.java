package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.messages.Body;
import dev.carillon.messages.Message;
import dev.carillon.messages.Target;
import dev.carillon.messages.Unpublished;
import dev.carillon.messages.Unpublished.Kind;
import dev.carillon.testkit.Await;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message whose node died may have been told, or told to some of its topics only. */
class TopicsFeedTest {
  private static final Message MESSAGE =
      Message.create("m1", "john", new Target.Channel("general"), Body.of("hello"), 1_000);
  private static final Message OTHER =
      Message.create("m2", "john", new Target.Channel("general"), Body.of("hello"), 1_000);

  private final TopicsWorld world = new TopicsWorld();
  private final TopicsFeed feed = new TopicsFeed(world.api);
  private final TopicsClient jane = world.connectAs("jane");

  @BeforeEach
  void subscribe() {
    jane.hears("{'type':'subscribe','topics':['messages','messages.channel.general']}");
  }

  private List<String> heardAgain(Message message, Kind kind, long atMillis) {
    feed.again(new Unpublished(message, kind, atMillis));
    return jane.hears();
  }

  @Test
  void whatWasToldIsNotToldAgain() {
    feed.created(MESSAGE, null);
    assertThat(jane.hears()).hasSize(2);

    assertThat(heardAgain(MESSAGE, Kind.CREATED, 1_000)).isEmpty();
    assertThat(heardAgain(OTHER, Kind.CREATED, 1_000)).hasSize(2);
    assertThat(heardAgain(MESSAGE, Kind.UPDATED, 2_000)).hasSize(2);
    assertThat(heardAgain(MESSAGE, Kind.UPDATED, 2_000)).isEmpty();
    assertThat(heardAgain(MESSAGE, Kind.DELETED, 3_000)).hasSize(2);
    assertThat(heardAgain(MESSAGE, Kind.DELETED, 3_000)).isEmpty();
  }

  @Test
  void aMessageThatChangedSinceIsStillTheSame() {
    feed.created(MESSAGE, null);
    jane.hears();
    Message changed = MESSAGE.withBody(Body.of("changed"), 2_000);

    assertThat(heardAgain(changed, Kind.CREATED, 1_000)).isEmpty();
    assertThat(heardAgain(changed, Kind.UPDATED, 2_000)).hasSize(2);
  }

  @Test
  void whatANodeComesToTellLateIsLeftToThoseWhoLookForIt() {
    SimulatedCarrier carrier = SimulatedCarrier.plain();
    try (SimulatedCluster here = carrier.node("here");
        SimulatedCluster there = carrier.node("there")) {
      TopicsWorld node = new TopicsWorld(TopicsSettings.DEFAULTS, 1, here);
      here.start();
      there.start();
      Await.until(() -> !here.others().isEmpty());
      TopicsFeed late = new TopicsFeed(node.api);
      TopicsClient jim = node.connectAs("jim");
      jim.hears("{'type':'subscribe','topics':['messages','messages.channel.general']}");
      long now = node.clock.millis();

      late.created(message("m3", now - 30_000), null);
      assertThat(jim.hears()).isEmpty();

      late.again(new Unpublished(message("m3", now - 30_000), Kind.CREATED, now - 30_000));
      assertThat(jim.hears()).hasSize(2);
      late.created(message("m4", now - 1_000), null);
      assertThat(jim.hears()).hasSize(2);
    }
  }

  private static Message message(String id, long atMillis) {
    return Message.create(id, "john", new Target.Channel("general"), Body.of("hello"), atMillis);
  }
}
