package dev.carillon.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.core.cluster.SimulatedFaults;
import dev.carillon.core.cluster.SimulatedTime;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClusterBusTest {
  private final SimulatedTime time = new SimulatedTime(new SplittableRandom(1));
  private final SimulatedCarrier carrier = SimulatedCarrier.simulated(time, SimulatedFaults.NONE);
  private final SimulatedLog.Store store = new SimulatedLog.Store(100);
  private final List<Receipt> receipts = new ArrayList<>();

  /** A node that writes down what its listener is handed. */
  private final class Node implements BusListener {
    final SimulatedCluster cluster;
    final ClusterBus bus;
    final List<String> lines = new ArrayList<>();

    /** Done when it has heard something. */
    Runnable then = () -> {};

    Node(String name, ClusterBus.Settings settings) {
      cluster = carrier.node(name);
      SimulatedLog log = new SimulatedLog(cluster, store);
      bus = new ClusterBus(cluster, log, carrier.blocking(name), time::nowMillis, settings);
      bus.listen(this);
      bus.subscribed(TopicPattern.exactly(Topic.of("t", "topic")));
      cluster.start();
      time.every(100, bus::tick);
      time.pass(1_000);
      lines.clear();
    }

    void publish(String data, boolean logged) {
      Publication publication = Publication.of(Topic.of("t", "topic"), "e", Payload.of(data), 0);
      bus.publish(publication, logged, receipts::add);
    }

    @Override
    public void onEvent(Event event) {
      lines.add(event.publication().data() + "@" + event.sequence());
      then.run();
    }

    @Override
    public void onKept(Event event) {
      lines.add("kept " + event.publication().data() + "@" + event.sequence());
    }

    @Override
    public void onGap(Offset kept, Offset live) {
      lines.add("gap");
    }
  }

  @Test
  void whileTheLogIsAwayPublicationsAreHandedOnAfterASecondAndKeptLater() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    Node b = new Node("b", ClusterBus.Settings.USUAL);
    a.publish("one", true);
    time.pass(1_000);
    carrier.away();

    a.publish("two", true);
    a.publish("three", false);
    time.pass(700);
    assertThat(a.lines).containsExactly("one@1");
    time.pass(700);
    assertThat(a.lines).containsExactly("one@1", "two@0", "three@0");
    assertThat(a.bus.hasUnplaced()).isTrue();
    assertThat(receipts).hasSize(2);
    carrier.back();
    time.pass(5_000);

    assertThat(a.lines).containsExactly("one@1", "two@0", "three@0", "kept two@2");
    assertThat(b.lines).containsExactly("one@1", "two@2");
    assertThat(a.bus.hasUnplaced()).isFalse();
    assertThat(receipts).hasSize(3).doesNotHaveAnyElementsOfTypes(Receipt.Lost.class);
  }

  @Test
  void whoWaitsForTheNewestHasWhatAnyNodePublishedBefore() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    Node b = new Node("b", ClusterBus.Settings.USUAL);
    List<String> lacking = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      String line = i + "@" + i;
      Publication publication =
          Publication.of(Topic.of("t", "topic"), "e", Payload.of(Integer.toString(i)), 0);
      a.bus.publish(
          publication,
          true,
          _ -> {
            if (!b.lines.contains(line)) {
              lacking.add(line);
            }
            b.bus.whenNewest(() -> b.lines.add("newest after " + line));
          });
      time.pass(20);
    }
    time.pass(1_000);

    assertThat(lacking).isNotEmpty();
    assertThat(b.lines).hasSize(100);
    for (int i = 1; i <= 50; i++) {
      assertThat(b.lines).containsSubsequence(i + "@" + i, "newest after " + i + "@" + i);
    }
  }

  @Test
  void whileTheLogIsAwayTheNewestIsWhatANodeHas() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    carrier.away();
    a.bus.whenNewest(() -> a.lines.add("newest"));
    time.pass(2_000);

    assertThat(a.lines).containsExactly("newest");
  }

  @Test
  void ifSoSetTheyWaitForTheLog() {
    Node a = new Node("a", new ClusterBus.Settings(-1, 1 << 20));
    carrier.away();
    a.publish("one", true);
    time.pass(30_000);
    assertThat(a.lines).isEmpty();

    carrier.back();
    time.pass(5_000);

    assertThat(a.lines).containsExactly("one@1");
  }

  @Test
  void whatIsTooMuchToWaitIsLostAndItsPublisherTold() {
    Node a = new Node("a", new ClusterBus.Settings(1_000, 1_000));
    carrier.away();

    for (int i = 0; i < 10; i++) {
      a.publish("n" + i, true);
    }
    assertThat(receipts).isNotEmpty().hasOnlyElementsOfType(Receipt.Lost.class);
    int lost = receipts.size();
    time.pass(2_000);
    carrier.back();
    time.pass(5_000);

    assertThat(receipts).hasSize(10);
    assertThat(store.everything()).hasSize(10 - lost);
    a.publish("last", true);
    time.pass(1_000);
    assertThat(a.lines).contains("last@" + (11 - lost));
  }

  @Test
  void aNewNodeKeepsWhatIsInTheLog() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    a.publish("one", true);
    a.publish("two", true);
    time.pass(1_000);

    List<String> kept = new ArrayList<>();
    SimulatedCluster cluster = carrier.node("c");
    ClusterBus bus =
        new ClusterBus(
            cluster,
            new SimulatedLog(cluster, store),
            carrier.blocking("c"),
            time::nowMillis,
            ClusterBus.Settings.USUAL);
    bus.listen(
        new BusListener() {
          @Override
          public void onEvent(Event event) {
            kept.add("live");
          }

          @Override
          public void onKept(Event event) {
            kept.add(event.publication().data().toString());
          }
        });
    cluster.start();
    time.pass(1_000);
    bus.tick();
    time.pass(1_000);

    assertThat(kept).containsExactly("one", "two");
    assertThat(bus.head()).isEqualTo(a.bus.head());
    assertThat(bus.healthy()).isTrue();
  }

  @Test
  void aLogThatLostEverythingIsAGapForAll() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    Node b = new Node("b", ClusterBus.Settings.USUAL);
    a.publish("one", true);
    time.pass(1_000);

    store.loseAll();
    time.pass(5_000);
    b.publish("two", true);
    time.pass(1_000);

    assertThat(a.lines).containsExactly("one@1", "gap", "two@1");
    assertThat(b.lines).containsExactly("one@1", "gap", "two@1");
  }

  @Test
  void whatWasLostOnItsWayIsNotOvertakenInAnotherEpoch() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    Node b = new Node("b", ClusterBus.Settings.USUAL);
    a.publish("one", true);
    time.pass(1_000);
    store.loseAll();

    carrier.cutOff(a.cluster);
    a.publish("two", true);
    carrier.rejoin(a.cluster);
    a.publish("three", true);
    time.pass(5_000);

    assertThat(b.lines).containsExactly("one@1", "gap", "two@1", "three@2");
    assertThat(a.lines).containsExactly("one@1", "gap", "two@1", "three@2");
  }

  @Test
  void whatWasHeardWithoutAnAnswerAndThenLostDoesNotHoldUpWhatFollows() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    Node b = new Node("b", ClusterBus.Settings.USUAL);
    a.publish("one", true);
    time.pass(1_000);
    a.then = () -> carrier.cutOff(a.cluster);
    a.publish("two", true);
    time.pass(1_000);
    store.loseTail(1);

    a.then = () -> {};
    carrier.rejoin(a.cluster);
    a.publish("three", true);
    time.pass(5_000);

    assertThat(a.lines).containsExactly("one@1", "two@2", "gap", "three@1");
    assertThat(b.lines).containsExactly("one@1", "two@2", "gap", "three@1");
  }

  @Test
  void aLostTailThatCameAgainInAnotherOrderIsAGapAlthoughItEndsWithTheSameRecord() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    SharedLog b = bareLog("b");
    SharedLog c = bareLog("c");
    append(b, 1, "one");
    append(c, 1, "two");
    append(b, 2, "three");
    assertThat(a.lines).containsExactly("one@1", "two@2", "three@3");

    carrier.cutOff(a.cluster);
    store.loseTail(3);
    append(c, 1, "two");
    append(b, 1, "one");
    append(b, 2, "three");
    carrier.rejoin(a.cluster);
    time.pass(5_000);

    assertThat(a.lines).containsExactly("one@1", "two@2", "three@3", "gap");
  }

  private SharedLog bareLog(String name) {
    SimulatedCluster cluster = carrier.node(name);
    SharedLog log = new SimulatedLog(cluster, store);
    cluster.start();
    return log;
  }

  private void append(SharedLog log, long number, String data) {
    Publication publication = Publication.of(Topic.of("t", "topic"), "e", Payload.of(data), 0);
    log.append(
        new SharedLog.Batch(number, 1, List.of(Envelope.encode(publication))),
        new Offset(0, 0),
        _ -> {});
    time.pass(1_000);
  }

  @Test
  void whatIsPublishedWithoutTheLogDoesNotOvertakeWhatWaitsToBeAppended() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    Node b = new Node("b", ClusterBus.Settings.USUAL);

    List<String> logged = List.of("one", "two", "three", "four", "five");
    logged.forEach(data -> a.publish(data, true));
    a.publish("last", false);
    time.pass(1_000);

    List<String> all = List.of("one@1", "two@2", "three@3", "four@4", "five@5", "last@0");
    assertThat(a.lines).isEqualTo(all);
    assertThat(b.lines).isEqualTo(all);
  }

  @Test
  void onlyPartitionsWithSubscriptionsAreHeard() {
    Node a = new Node("a", ClusterBus.Settings.USUAL);
    Node b = new Node("b", ClusterBus.Settings.USUAL);
    a.publish("heard", false);
    time.pass(1_000);
    b.bus.unsubscribed(TopicPattern.exactly(Topic.of("t", "topic")));
    time.pass(5_000);
    a.publish("unheard", false);
    time.pass(1_000);

    assertThat(b.lines).containsExactly("heard@0");
  }
}
