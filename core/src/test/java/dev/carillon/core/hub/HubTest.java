package dev.carillon.core.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.bus.Receipt;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Outbox;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.JoinedFrames;
import dev.carillon.testkit.RecorderLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubTest {
  private static final int BOUND = 1_000_000;
  private static final Encoder PLAIN =
      event -> Frame.text(event.publication().topic().name() + "=" + event.publication().data());

  private final FakeLoop loop = new FakeLoop();
  private final LocalBus bus = new LocalBus(9);
  private final History history =
      new History(List.of(new HistoryRule(pattern("kept.**"), 100, 60_000)), 1 << 20);
  private final List<Long> deliveries = new ArrayList<>();
  private final Hub hub =
      Hub.over(List.of(loop), bus, history, (_, delivered, _) -> deliveries.add(delivered));
  private final Shard shard = hub.shard(loop);
  private long sessions;

  @AfterEach
  void allBatchesAreReleased() {
    assertThat(loop.batches()).allMatch(JoinedFrames::isReleased);
  }

  @Test
  void aSubscriberHearsItsTopicAndNoOther() {
    Listener listener = new Listener();
    listener.subscribe("a");

    publish("a", "1");
    publish("b", "2");
    loop.runTurn();

    listener.heard("a=1");
  }

  @Test
  void allSubscribersOfATopicShareTheSameBytes() {
    List<Listener> listeners = List.of(new Listener(), new Listener(), new Listener());
    listeners.forEach(each -> each.subscribe("a"));

    publish("a", "1");
    publish("a", "2");
    loop.runTurn();

    listeners.forEach(each -> each.heard("a=1", "a=2"));
    listeners.forEach(each -> assertThat(each.link.flushes()).isEqualTo(1));
    assertThat(loop.batches()).hasSize(1);
    assertThat(deliveries).containsExactly(6L);
  }

  @Test
  void anEventIsEncodedOnceForAllSubscribersAndNotAtAllForNone() {
    List<Event> encoded = new ArrayList<>();
    Encoder counting =
        event -> {
          encoded.add(event);
          return PLAIN.encode(event);
        };
    new Listener().subscribe("a", Subscription.Options.all(counting));
    new Listener().subscribe("a", Subscription.Options.all(counting));

    publish("a", "1");
    publish("nobody", "2");
    loop.runTurn();

    assertThat(encoded).hasSize(1);
  }

  @Test
  void eachEncoderMakesItsOwnBytes() {
    Listener plain = new Listener();
    Listener other = new Listener();
    plain.subscribe("a");
    other.subscribe("a", Subscription.Options.all(event -> Frame.text("other")));

    publish("a", "1");
    loop.runTurn();

    plain.heard("a=1");
    other.heard("other");
  }

  @Test
  void compressedAndPlainSubscribersGetTheSame() {
    Listener plain = new Listener();
    Listener compressed = new Listener();
    compressed.link.setDeflates(true);
    plain.subscribe("a");
    compressed.subscribe("a");

    publish("a", "1");
    loop.runTurn();

    plain.heard("a=1");
    compressed.heard("a=1");
    assertThat(loop.batches()).hasSize(2);
  }

  @Test
  void manyPatternsOfOneSubscriberMakeOneDelivery() {
    Listener listener = new Listener();
    listener.subscribe("a.b");
    listener.subscribe("a.*");
    listener.subscribe("a.**");
    listener.subscribe("**");

    publish("a.b", "1");
    loop.runTurn();

    listener.heard("a.b=1");
  }

  @Test
  void twoSubscriptionsToOnePatternMakeOneDelivery() {
    Listener listener = new Listener();
    listener.subscribe("a");
    listener.subscribe("a");

    publish("a", "1");
    loop.runTurn();

    listener.heard("a=1");
  }

  @Test
  void theOrderHoldsAcrossTopics() {
    Listener both = new Listener();
    both.subscribe("a");
    both.subscribe("b");
    Listener onlyA = new Listener();
    onlyA.subscribe("a");

    publish("a", "1");
    publish("b", "2");
    publish("a", "3");
    publish("b", "4");
    loop.runTurn();

    both.heard("a=1", "b=2", "a=3", "b=4");
    onlyA.heard("a=1", "a=3");
    assertThat(both.link.flushes()).isEqualTo(1);
  }

  @Test
  void subscribersOfTheSameTopicsShareTheirMixedBytes() {
    List<Listener> listeners = List.of(new Listener(), new Listener(), new Listener());
    listeners.forEach(each -> each.subscribe("a"));
    listeners.forEach(each -> each.subscribe("b"));

    publish("a", "1");
    publish("b", "2");
    loop.runTurn();

    listeners.forEach(each -> each.heard("a=1", "b=2"));
    assertThat(loop.batches()).hasSize(1);
  }

  @Test
  void nothingIsDeliveredAfterTheEndOfASubscription() {
    Listener listener = new Listener();
    Subscription subscription = listener.subscribe("a");

    publish("a", "1");
    shard.unsubscribe(subscription);
    loop.runTurn();

    listener.heard();
    assertThat(shard.size()).isZero();
  }

  @Test
  void aSubscriptionThatEndsWhileItsTurnIsDeliveredEndsAfterIt() {
    Listener listener = new Listener();
    List<Subscription> own = new ArrayList<>();
    own.add(
        listener.subscribe(
            "a",
            filtered(_ -> {
              own.forEach(shard::unsubscribe);
              return true;
            })));

    publish("a", "1");
    loop.runTurn();
    publish("a", "2");
    loop.runTurn();

    listener.heard("a=1");
    assertThat(shard.size()).isZero();
  }

  @Test
  void aFilterLeavesOutSingleEvents() {
    Listener listener = new Listener();
    Listener other = new Listener();
    listener.subscribe("a.*", filtered(p -> !p.topic().name().equals("a.secret")));
    other.subscribe("a.*");

    publish("a.x", "1");
    publish("a.secret", "2");
    publish("a.x", "3");
    loop.runTurn();

    listener.heard("a.x=1", "a.x=3");
    other.heard("a.x=1", "a.secret=2", "a.x=3");
  }

  @Test
  void aFilterOfOneSubscriberIsNoMatterOfTheOthersOfItsTopic() {
    Listener before = new Listener();
    Listener filtering = new Listener();
    Listener after = new Listener();
    before.subscribe("a");
    filtering.subscribe("a", filtered(p -> !p.data().toString().equals("2")));
    after.subscribe("a");

    publish("a", "1");
    publish("a", "2");
    loop.runTurn();

    before.heard("a=1", "a=2");
    filtering.heard("a=1");
    after.heard("a=1", "a=2");
  }

  @Test
  void whoSubscribesWhileEventsWaitHearsTheLaterOnesAndTheOthersAll() {
    Listener before = new Listener();
    before.subscribe("kept.a");
    publish("kept.a", "1");
    Listener late = new Listener();
    late.subscribe("kept.a");
    publish("kept.a", "2");
    loop.runTurn();

    before.heard("kept.a=1", "kept.a=2");
    late.heard("kept.a=2");
  }

  @Test
  void aTopicThatOneOfManyHearsBesideIsInOrderForItAndTheOthersShareOneBatch() {
    List<Listener> many = List.of(new Listener(), new Listener(), new Listener());
    many.forEach(each -> each.subscribe("a"));
    many.get(1).subscribe("private");

    publish("a", "1");
    publish("private", "2");
    publish("a", "3");
    loop.runTurn();

    many.get(0).heard("a=1", "a=3");
    many.get(1).heard("a=1", "private=2", "a=3");
    many.get(2).heard("a=1", "a=3");
    assertThat(loop.batches()).hasSize(2);
    assertThat(deliveries).containsExactly(7L);
  }

  @Test
  void whatOnePatternsFilterRefusesAnotherPatternMayDeliver() {
    Listener listener = new Listener();
    listener.subscribe("a.*", filtered(_ -> false));
    listener.subscribe("a.x");

    publish("a.x", "1");
    loop.runTurn();

    listener.heard("a.x=1");
  }

  @Test
  void aPublicationCanLeaveOutItsSender() {
    Listener sender = new Listener();
    Listener other = new Listener();
    sender.subscribe("a");
    other.subscribe("a");

    hub.publish(
        new Publication(topic("a"), "e", Payload.of("1"), null, 0, Set.of(), null, sender.id));
    publish("a", "2");
    loop.runTurn();

    sender.heard("a=2");
    other.heard("a=1", "a=2");
  }

  @Test
  void aReaderThatIsTooSlowIsClosedAndTheOthersDoNotNotice() {
    Listener slow = new Listener();
    Listener other = new Listener();
    slow.subscribe("a");
    other.subscribe("a");
    slow.link.stall();

    String data = "x".repeat(300_000);
    for (int i = 0; i < 5; i++) {
      publish("a", data);
      loop.runTurn();
    }

    assertThat(slow.link.closeReason()).isEqualTo(CloseReason.SLOW_CONSUMER);
    assertThat(slow.link.texts()).hasSize(3);
    assertThat(other.link.texts()).hasSize(5);
  }

  @Test
  void latestKeepsOnlyTheNewestOfEachKeyWhileTheReaderIsBehind() {
    Listener listener = new Listener();
    listener.subscribe("t.*", new Subscription.Options(PLAIN, Delivery.LATEST, null, null));
    publish("t.a", "1");
    loop.runTurn();
    listener.link.setBacklogBytes(100_000);

    publish("t.a", "2");
    publish("t.b", "3");
    publish("t.a", "4");
    loop.runTurn();

    listener.heard("t.a=1");
    listener.link.setBacklogBytes(0);
    loop.run(listener.outbox::onWritable);
    listener.heard("t.a=1", "t.a=4", "t.b=3");
  }

  @Test
  void latestReplacesByTheKeyOfThePublication() {
    Listener listener = new Listener();
    listener.subscribe("t", new Subscription.Options(PLAIN, Delivery.LATEST, null, null));
    listener.link.setBacklogBytes(100_000);

    for (String key : List.of("x", "y", "x")) {
      hub.publish(
          new Publication(
              topic("t"),
              "e",
              Payload.of("\"" + key + sessions++ + "\""),
              null,
              0,
              Set.of(),
              key,
              0));
    }
    loop.runTurn();
    listener.link.setBacklogBytes(0);
    loop.run(listener.outbox::onWritable);

    assertThat(listener.link.texts()).containsExactly("t=\"x3\"", "t=\"y2\"");
  }

  @Test
  void resyncDropsWhatCameMeanwhileAndAsksOnceForASnapshot() {
    Listener listener = new Listener();
    Runnable snapshot = () -> listener.outbox.offer(Frame.text("snapshot"));
    listener.subscribe("book", new Subscription.Options(PLAIN, Delivery.RESYNC, null, snapshot));
    listener.link.setBacklogBytes(100_000);

    publish("book", "1");
    publish("book", "2");
    loop.runTurn();
    listener.link.setBacklogBytes(0);
    loop.run(listener.outbox::onWritable);
    publish("book", "3");
    loop.runTurn();

    listener.heard("snapshot", "book=3");
  }

  @Test
  void whatWasKeptForAnEndedSubscriptionIsForgotten() {
    Listener listener = new Listener();
    Subscription latest =
        listener.subscribe("t", new Subscription.Options(PLAIN, Delivery.LATEST, null, null));
    listener.link.setBacklogBytes(100_000);
    publish("t", "1");
    loop.runTurn();

    shard.unsubscribe(latest);
    listener.outbox.forget(latest);
    listener.link.setBacklogBytes(0);
    loop.run(listener.outbox::onWritable);

    listener.heard();
  }

  @Test
  void aReplayAndTheLiveStreamMeetWithoutGapOrDuplicate() {
    publish("kept.a", "1");
    publish("kept.a", "2");
    publish("kept.b", "3");
    Listener listener = new Listener();

    // Published, but their turn has not come: in the replay, hence not delivered live.
    Shard.Recovery recovery = recover(listener, "kept.*", new Offset(9, 1));
    publish("kept.a", "4");
    loop.runTurn();

    assertThat(recovery.recovered()).isTrue();
    assertThat(recovery.missed()).extracting(Event::sequence).containsExactly(2L, 3L);
    listener.heard("kept.a=4");
  }

  @Test
  void anOffsetTheHistoryDoesNotReachIsSaidSoAndTheSubscriptionIsLive() {
    publish("kept.a", "1");
    Listener listener = new Listener();

    Shard.Recovery recovery = recover(listener, "kept.a", new Offset(8, 0));
    publish("kept.a", "2");
    loop.runTurn();

    assertThat(recovery.recovered()).isFalse();
    assertThat(recovery.missed()).isEmpty();
    listener.heard("kept.a=2");
  }

  @Test
  void aReplayLeavesOutWhatTheFilterRefuses() {
    publish("kept.a", "1");
    publish("kept.secret", "2");
    Listener listener = new Listener();

    Shard.Recovery recovery =
        shard.recover(
            listener.outbox,
            pattern("kept.*"),
            filtered(p -> !p.topic().name().endsWith("secret")),
            new Offset(9, 0),
            0);

    assertThat(recovery.missed()).extracting(Event::sequence).containsExactly(1L);
    loop.runTurn();
  }

  @Test
  void aSubscriptionKnowsWhatItCovers() {
    publish("kept.a", "1");
    loop.runTurn();
    Subscription subscription = new Listener().subscribe("kept.*");
    publish("kept.a", "2");

    List<Event> events = hub.newest(topic("kept.a"), null, 10, 0, _ -> true);

    assertThat(events).extracting(subscription::covers).containsExactly(true, false);
    loop.runTurn();
  }

  @Test
  void theReceiptOfALoggedPublicationHasItsOffset() {
    List<Receipt> receipts = new ArrayList<>();

    hub.publish(Publication.of(topic("kept.a"), "e", Payload.of("1"), 0), receipts::add);
    hub.publish(Publication.of(topic("b"), "e", Payload.of("1"), 0), receipts::add);

    assertThat(receipts)
        .containsExactly(new Receipt.Published(new Offset(9, 1)), new Receipt.Published(null));
    loop.runTurn();
  }

  @Test
  void anEncoderThatThrowsCostsItsTurnAndNothingElse() {
    Listener listener = new Listener();
    listener.subscribe("a");
    new Listener()
        .subscribe(
            "broken",
            Subscription.Options.all(_ -> {
              throw new IllegalStateException("a bug, on purpose");
            }));

    publish("broken", "1");
    loop.runTurn();
    publish("a", "2");
    loop.runTurn();

    listener.heard("a=2");
  }

  @Test
  void aFloodIsDeliveredInSeveralTurns() {
    Listener listener = new Listener();
    listener.subscribe("a");
    for (int i = 0; i < 3_000; i++) {
      publish("a", Integer.toString(i));
    }

    loop.runTurn();

    assertThat(listener.link.texts()).hasSize(3_000).last().isEqualTo("a=2999");
    assertThat(deliveries).containsExactly(1_024L, 1_024L, 952L);
  }

  @Test
  void whatIsToldToOneShardArrivesInLineWithWhatIsPublished() {
    Listener actor = new Listener();
    Listener other = new Listener();
    actor.subscribe("room");
    actor.subscribe("actor");
    other.subscribe("room");

    for (int i = 1; i <= 2; i++) {
      shard.tell(Publication.of(topic("actor"), "e", Payload.of("reply" + i), 0));
      publish("room", "event" + i);
    }
    loop.runTurn();

    actor.heard("actor=reply1", "room=event1", "actor=reply2", "room=event2");
    other.heard("room=event1", "room=event2");
  }

  @Test
  void whatIsToldIsNotKeptAndReachesNoOtherLoop() {
    FakeLoop second = new FakeLoop(1);
    Hub both = Hub.over(List.of(loop, second), new LocalBus(10), history, HubListener.NONE);
    RecorderLink elsewhere = new RecorderLink(second);
    both.shard(second)
        .subscribe(
            new Outbox(77, elsewhere, BOUND), pattern("kept.x"), Subscription.Options.all(PLAIN));

    both.shard(loop).tell(Publication.of(topic("kept.x"), "e", Payload.of("1"), 0));
    loop.runTurn();
    second.runTurn();

    assertThat(elsewhere.texts()).isEmpty();
    assertThat(both.newest(topic("kept.x"), null, 10, 0, _ -> true)).isEmpty();
  }

  private Shard.Recovery recover(Listener listener, String pattern, Offset since) {
    return shard.recover(
        listener.outbox, pattern(pattern), Subscription.Options.all(PLAIN), since, 0);
  }

  private void publish(String topic, String data) {
    hub.publish(Publication.of(topic(topic), "e", Payload.of(data), 0));
  }

  private static Subscription.Options filtered(Predicate<Publication> filter) {
    return new Subscription.Options(PLAIN, Delivery.ALL, filter, null);
  }

  private static Topic topic(String name) {
    return Topic.of("test", name);
  }

  private static TopicPattern pattern(String text) {
    return Objects.requireNonNull(TopicPattern.parse("test", text));
  }

  /** One connection. */
  private final class Listener {
    final RecorderLink link = new RecorderLink(loop);
    final long id = ++sessions;
    final Outbox outbox = new Outbox(id, link, BOUND);

    Subscription subscribe(String pattern) {
      return subscribe(pattern, Subscription.Options.all(PLAIN));
    }

    Subscription subscribe(String pattern, Subscription.Options options) {
      return shard.subscribe(outbox, pattern(pattern), options);
    }

    void heard(String... texts) {
      assertThat(link.texts()).containsExactly(texts);
      assertThat(link.flushedTexts()).containsExactly(texts);
    }
  }
}
