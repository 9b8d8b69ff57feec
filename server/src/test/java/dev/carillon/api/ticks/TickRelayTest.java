package dev.carillon.api.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.core.cluster.SimulatedFaults;
import dev.carillon.core.cluster.SimulatedTime;
import dev.carillon.testkit.Seeds;
import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Tick;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TickStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three nodes and their ticks in simulated time. */
class TickRelayTest {
  private final Shared store = new Shared();
  private final List<Node> nodes = new ArrayList<>();

  /** What the nodes share. */
  private static final class Shared implements TickStore {
    private final Map<String, Instrument> kept = new LinkedHashMap<>();

    @Override
    public List<Instrument> instruments() {
      return List.copyOf(kept.values());
    }

    @Override
    public void keep(Collection<Instrument> instruments) {
      instruments.forEach(one -> kept.put(one.token(), one));
    }

    @Override
    public Map<String, TickState> newest() {
      return Map.of();
    }

    @Override
    public void keepNewest(Map<String, TickState> states) {
      // The nodes ask each other.
    }
  }

  private final class Node {
    private final SimulatedCluster cluster;
    private final TickBoard board;
    private final TickRelay relay;

    Node(String name, SimulatedCarrier carrier, SimulatedTime time) {
      cluster = carrier.node(name);
      board = new TickBoard(TicksWorld.DAY, () -> Instant.ofEpochMilli(time.nowMillis()));
      board.add(store.instruments());
      relay = new TickRelay(board, store, cluster, carrier.blocking(name), time::nowMillis);
      cluster.start();
      time.every(50, relay::turn);
      nodes.add(this);
    }

    void tick(String token, long price, long timeMillis) {
      int place = board.instruments().place(token).orElseThrow();
      board.feed(List.of(Arrival.of(place, new Tick(price, 1, timeMillis))));
    }

    long price(String token) {
      TickState state = state(token);
      return state == null ? -1 : state.last().price();
    }

    long volume(String token) {
      TickState state = state(token);
      return state == null ? -1 : state.day().volume();
    }

    @Nullable TickState state(String token) {
      return board.state(board.instruments().place(token).orElseThrow());
    }
  }

  private final SimulatedTime calmTime = new SimulatedTime(new SplittableRandom(1));
  private final SimulatedCarrier calm = SimulatedCarrier.simulated(calmTime, SimulatedFaults.NONE);

  private Node calmNode(String name) {
    Node node = new Node(name, calm, calmTime);
    calmTime.pass(1_000);
    return node;
  }

  @Test
  void aTickThatComesInAtOneNodeIsKnownToAll() {
    store.keep(List.of(TicksWorld.instrument("22")));
    Node a = calmNode("a");
    Node b = calmNode("b");
    Node c = calmNode("c");

    b.tick("22", 100, 5_000);
    b.tick("22", 110, 6_000);
    calmTime.pass(1_000);

    assertThat(a.state("22")).isEqualTo(b.state("22")).isEqualTo(c.state("22"));
    assertThat(a.volume("22")).isEqualTo(2);
    a.tick("22", 90, 4_000);
    calmTime.pass(1_000);
    assertThat(b.price("22")).as("a correction, though of an earlier time").isEqualTo(90);
    assertThat(b.volume("22")).isEqualTo(3);
  }

  @Test
  void whoIsNewAsksForTheNewestOfAll() {
    List<Instrument> many = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      many.add(TicksWorld.instrument(String.valueOf(i)));
    }
    store.keep(many);
    Node a = calmNode("a");
    many.forEach(one -> a.tick(one.token(), 1_000 + Long.parseLong(one.token()), 5_000));
    calmTime.pass(1_000);

    Node b = calmNode("b");
    calmTime.pass(3_000);

    many.forEach(
        one -> assertThat(b.price(one.token())).isEqualTo(1_000 + Long.parseLong(one.token())));
  }

  @Test
  void whoIsNewKnowsWhenItKnowsAll() {
    store.keep(List.of(TicksWorld.instrument("22"), TicksWorld.instrument("25")));
    Node a = new Node("a", calm, calmTime);
    assertThat(a.relay.isCaughtUp()).as("it does not know yet whether it is alone").isFalse();
    calmTime.pass(1_000);
    assertThat(a.relay.isCaughtUp()).as("it is alone").isTrue();
    Node b = calmNode("b");
    assertThat(b.relay.isCaughtUp()).as("a knows nothing, and says so").isTrue();
    a.tick("22", 100, 5_000);
    b.tick("25", 50, 5_000);

    Node c = new Node("c", calm, calmTime);
    for (int millis = 0; !c.relay.isCaughtUp(); millis++) {
      assertThat(millis).as("milliseconds").isLessThan(1_000);
      calmTime.pass(1);
    }

    assertThat(List.of(c.price("22"), c.price("25"))).containsExactly(100L, 50L);
  }

  @Test
  void nobodyIsWaitedForWhoIsNoMore() {
    Node a = calmNode("a");
    Node b = new Node("b", calm, calmTime);
    calm.kill(a.cluster);
    calmTime.pass(60_000);

    assertThat(b.relay.isCaughtUp()).isTrue();
    assertThat(b.relay.catchUp(Duration.ZERO)).isTrue();
  }

  @Test
  void whatIsDefinedOnOneNodeIsKnownOnAll() {
    Node a = calmNode("a");
    Node b = calmNode("b");
    List<Instrument> more = List.of(TicksWorld.instrument("777"));

    a.board.add(more);
    a.tick("777", 5, 5_000);
    calmTime.pass(3_000);
    store.keep(more);
    a.relay.defined();
    calmTime.pass(5_000);

    assertThat(b.board.instruments().all()).isEqualTo(more);
    assertThat(b.price("777")).as("its tick came before it was known").isEqualTo(5);
  }

  @Test
  void tradesHappenOnEveryNodeAndAreNotTold() {
    store.keep(List.of(TicksWorld.instrument("22")));
    Node a = calmNode("a");
    Node b = calmNode("b");
    // Until both have asked for all.
    calmTime.pass(3_000);
    List<Arrival> trade = List.of(Arrival.of(0, new Tick(100, 1, 5_000)));

    a.board.happened(trade);
    calmTime.pass(1_000);
    assertThat(b.price("22")).isEqualTo(-1);
    b.board.happened(trade);
    calm.away();
    calm.back();
    calmTime.pass(5_000);

    assertThat(b.state("22")).isEqualTo(a.state("22"));
    assertThat(b.volume("22")).isEqualTo(1);
    assertThat(calmNode("c").price("22")).as("who is new gets them nevertheless").isEqualTo(100);
  }

  @Seeds(100)
  void whateverIsLostAllKnowTheSameInTheEnd(RandomGenerator random) {
    SimulatedTime time = new SimulatedTime(random);
    SimulatedCarrier carrier =
        SimulatedCarrier.simulated(time, new SimulatedFaults(5, 0, random.nextBoolean()));
    store.keep(List.of(TicksWorld.instrument("22"), TicksWorld.instrument("25")));
    for (int i = 0; i < 3; i++) {
      Node _ = new Node("n" + i, carrier, time);
    }
    time.pass(3_000);

    for (int step = 0; step < 100; step++) {
      Node node = nodes.get(random.nextInt(3));
      switch (random.nextInt(20)) {
        case 0 -> carrier.away();
        case 1 -> carrier.back();
        case 2 -> carrier.cutOff(node.cluster);
        case 3 -> nodes.forEach(each -> carrier.rejoin(each.cluster));
        default ->
            node.tick(
                random.nextBoolean() ? "22" : "25", random.nextInt(100), random.nextInt(100_000));
      }
      time.pass(random.nextLong(200));
    }
    carrier.calm();
    carrier.back();
    nodes.forEach(each -> carrier.rejoin(each.cluster));
    time.pass(20_000);

    for (Node node : nodes) {
      assertThat(node.state("22")).isEqualTo(nodes.getFirst().state("22"));
      assertThat(node.state("25")).isEqualTo(nodes.getFirst().state("25"));
    }
  }
}
