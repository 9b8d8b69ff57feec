package dev.carillon.machine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.cluster.SimulatedFaults;
import dev.carillon.journal.SharedBatch;
import dev.carillon.machine.replica.ReplicaWorld.Asked;
import dev.carillon.machine.replica.ReplicaWorld.Node;
import dev.carillon.state.StateReader;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

class ReplicaSimulationTest {

  /** What the journal says, done once more. */
  private static final class Truth {
    private final Map<Long, String> answers = new HashMap<>();
    private final List<String> events = new ArrayList<>();
    private final Map<String, Long> requests = new HashMap<>();
    private long sum;

    private Truth(List<SharedBatch> batches) {
      batches.forEach(batch -> batch.forEach(this::record));
    }

    private void record(long sequence, @Nullable String origin, long request, byte[] command) {
      if (command.length == 0) {
        return;
      }
      StateReader in = new StateReader(command);
      long number = in.getLong();
      sum += number;
      events.add("begin " + sequence + " at " + in.getLong());
      events.add("added " + number);
      if (origin != null) {
        assertThat(request)
            .as("requests of %s are done in their order", origin)
            .isGreaterThan(requests.getOrDefault(origin, 0L));
        requests.put(origin, request);
        assertThat(answers.put(number, "is " + sum)).as("done twice: %s", number).isNull();
      }
    }
  }

  private static void check(ReplicaWorld world) {
    world.settle();
    Truth truth = new Truth(world.database.batches());
    for (Asked asked : world.asked) {
      String journaled = truth.answers.get(asked.number());
      if (!asked.node().dead) {
        assertThat(asked.answers()).as("answers to %s", asked.number()).hasSize(1);
      }
      for (String answer : asked.answers()) {
        switch (answer) {
          case "busy" -> assertThat(journaled).as("done though busy").isNull();
          case "unavailable" -> {
            // Nobody knew.
          }
          default -> assertThat(answer).isEqualTo(journaled);
        }
      }
    }
    for (Node node : world.living()) {
      assertThat(node.sum()).as("sum of %s", node.name).isEqualTo(truth.sum);
      int heard = node.heard.size();
      assertThat(node.heard)
          .as("heard by %s", node.name)
          .isEqualTo(truth.events.subList(truth.events.size() - heard, truth.events.size()));
    }
    assertThat(world.living()).filteredOn(node -> node.leads).hasSize(1);
    assertThat(world.living()).allMatch(node -> node.replica.isAvailable());
  }

  @Seeds(60)
  void whateverGoesWrongEveryAskerGetsTheJournalsAnswerOnce(RandomGenerator random) {
    ReplicaWorld world = new ReplicaWorld(random, new SimulatedFaults(20, 0, false));
    for (int i = 0; i < 3; i++) {
      world.start();
    }
    world.database.unknownOneIn(30);
    for (int step = 0; step < 60; step++) {
      for (int i = random.nextInt(12); i > 0; i--) {
        List<Node> living = world.living();
        world.submit(living.get(random.nextInt(living.size())));
      }
      somethingHappens(world, random);
      world.time.pass(random.nextLong(400));
    }
    becomesCalm(world);
    check(world);
  }

  private static void somethingHappens(ReplicaWorld world, RandomGenerator random) {
    Optional<Node> leader = world.leader();
    Node any = world.living().get(random.nextInt(world.living().size()));
    switch (random.nextInt(30)) {
      case 0 -> leader.ifPresent(node -> replace(world, node));
      case 1 -> replace(world, any);
      case 2 -> any.stoppedUntil = world.time.nowMillis() + random.nextLong(8_000);
      case 3 ->
          leader.ifPresent(
              node -> node.stoppedUntil = world.time.nowMillis() + random.nextLong(8_000));
      case 4, 7 -> {
        for (int i = random.nextInt(6); i >= 0; i--) {
          world.time.after(random.nextLong(1_500), world.database::endSession);
        }
      }
      case 5 -> {
        world.database.away(true);
        world.time.after(random.nextLong(4_000), () -> world.database.away(false));
      }
      case 6 -> {
        world.carrier.cutOff(any.cluster);
        world.time.after(random.nextLong(3_000), () -> world.carrier.rejoin(any.cluster));
      }
      default -> {
        // All goes well for once.
      }
    }
  }

  private static void replace(ReplicaWorld world, Node node) {
    if (world.living().size() > 1) {
      node.kill();
      world.start();
    }
  }

  private static void becomesCalm(ReplicaWorld world) {
    world.database.unknownOneIn(0);
    world.time.pass(30_000);
    world.living().forEach(world::submit);
    world.time.pass(10_000);
    assertThat(world.asked.subList(world.asked.size() - 3, world.asked.size()))
        .allSatisfy(asked -> assertThat(asked.answers().getFirst()).startsWith("is "));
  }

  /**
   * What one reads at a node.
   *
   * @param least what somebody had been answered by then, at any node
   */
  private record Seen(Node node, long least, List<Long> sums) {}

  @Seeds(40)
  void whoReadsTheNewestSeesWhateverAnybodyWasAnsweredBefore(RandomGenerator random) {
    ReplicaWorld world = new ReplicaWorld(random, new SimulatedFaults(20, 0, false));
    for (int i = 0; i < 3; i++) {
      world.start();
    }
    world.time.pass(3_000);
    List<Seen> all = new ArrayList<>();
    for (int step = 0; step < 150; step++) {
      List<Node> living = world.living();
      world.submit(living.get(random.nextInt(living.size())));
      world.time.pass(random.nextLong(12));
      Node node = living.get(random.nextInt(living.size()));
      Seen seen = new Seen(node, world.answered(), new ArrayList<>());
      assertThat(node.replica.readNewest(sum -> seen.sums().add(sum.sum()))).isTrue();
      all.add(seen);
      switch (random.nextInt(40)) {
        case 0 -> world.leader().ifPresent(leader -> replace(world, leader));
        case 1 -> {
          world.carrier.cutOff(node.cluster);
          world.time.after(random.nextLong(500), () -> world.carrier.rejoin(node.cluster));
        }
        default -> {
          // All goes well for once.
        }
      }
    }
    world.time.pass(2_000);

    assertThat(all)
        .filteredOn(seen -> !seen.node().dead)
        .hasSizeGreaterThan(50)
        .allMatch(seen -> seen.sums().size() == 1 && seen.sums().getFirst() >= seen.least());
  }

  @Seeds(5)
  void whileTheJournalIsAwayTheNewestIsWhatANodeKnows(RandomGenerator random) {
    ReplicaWorld world = new ReplicaWorld(random, SimulatedFaults.NONE);
    world.start();
    world.start();
    world.time.pass(3_000);
    world.submit(world.nodes.getFirst(), 5);
    world.time.pass(2_000);
    world.database.away(true);
    List<Long> sums = new ArrayList<>();
    for (Node node : world.nodes) {
      assertThat(node.replica.readNewest(sum -> sums.add(sum.sum()))).isTrue();
    }
    world.time.pass(1_500);

    assertThat(sums).containsExactly(5L, 5L);
  }

  @Seeds(20)
  void whenTheLeaderIsKilledAnotherLeadsWithinASecond(RandomGenerator random) {
    ReplicaWorld world = new ReplicaWorld(random, SimulatedFaults.NONE);
    for (int i = 0; i < 3; i++) {
      world.start();
    }
    world.time.pass(3_000);
    world.leader().orElseThrow().kill();
    Asked asked = world.submit(world.living().getFirst(), 77);
    world.time.pass(2_500);

    assertThat(asked.answers()).hasSize(1).first().asString().startsWith("is ");
    check(world);
  }
}
