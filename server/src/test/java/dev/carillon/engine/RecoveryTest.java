package dev.carillon.engine;

import static dev.carillon.engine.EngineWorld.buy;
import static dev.carillon.engine.EngineWorld.sell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Snapshot;
import dev.carillon.machine.MachineSettings;
import dev.carillon.testkit.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private final EngineWorld world = new EngineWorld();

  @Seeds(20)
  void anEngineThatIsStartedAnewIsTheSame(RandomGenerator random) {
    world.settings = new MachineSettings(1_024, 16, 1 + random.nextInt(60), 5_000);
    EngineAgent agent = world.startWithJohnAndJane();

    for (int start = 0; start < 4; start++) {
      trade(agent, random);
      List<Byte> state = EngineWorld.state(agent);
      agent = world.start();
      assertThat(EngineWorld.state(agent)).isEqualTo(state);
    }
  }

  private void trade(EngineAgent agent, RandomGenerator random) {
    for (int i = 0; i < 100; i++) {
      String owner = random.nextBoolean() ? "john" : "jane";
      int price = 2_000_000 + random.nextInt(5);
      int lots = 1 + random.nextInt(100);
      world.submit(
          agent, random.nextBoolean() ? buy(owner, price, lots) : sell(owner, price, lots));
      if (random.nextInt(5) == 0) {
        world.clock.advanceMillis(random.nextInt(20_000));
        agent.doWork();
      }
    }
    while (agent.doWork() > 0) {}
  }

  @Test
  void itBeginsWithTheSnapshotBeforeTheNewestAndTellsWhatCameAfter() {
    threeSnapshots();
    assertThat(world.snapshots.list()).extracting(Snapshot::sequence).containsExactly(15L, 10L, 5L);
    EngineAgent _ = world.start();

    assertThat(begun()).containsExactly("begin 11", "begin 12", "begin 13", "begin 14", "begin 15");
    assertThat(world.told.lines).endsWith("done");
  }

  @Test
  void itBeginsEarlierForWhoeverHasKeptLess() {
    threeSnapshots();
    world.stored = 7;
    EngineAgent _ = world.start();

    assertThat(begun()).startsWith("begin 6").endsWith("begin 15");
  }

  @Test
  void itBeginsWithNothingWhenThatIsNeeded() {
    threeSnapshots();
    world.stored = 3;
    EngineAgent _ = world.start();

    assertThat(begun()).startsWith("begin 1").endsWith("begin 15");
  }

  @Test
  void aDamagedSnapshotIsPassedOver() {
    EngineAgent agent = threeSnapshots();
    List<Byte> state = EngineWorld.state(agent);
    world.snapshots.damage(10);
    EngineAgent again = world.start();

    assertThat(begun()).startsWith("begin 6");
    assertThat(EngineWorld.state(again)).isEqualTo(state);
  }

  @Test
  void aReplayThatLeadsToAnotherStateIsRefused() {
    threeSnapshots();
    world.snapshots.write(15, 4_711, new byte[8], 8);

    assertThatThrownBy(world::start)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("another state than the snapshot of record 15");
  }

  @Test
  void aSnapshotThatIsNewerThanTheJournalIsRefused() {
    threeSnapshots();
    world.snapshots.write(16, 4_711, new byte[8], 8);

    assertThatThrownBy(world::start)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("ends with record 15, but there is a snapshot of record 16");
  }

  @Test
  void eventsThatAreKeptOfMoreThanTheJournalHasAreRefused() {
    threeSnapshots();
    world.stored = 16;

    assertThatThrownBy(world::start)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("ends with record 15, but the events of record 16 are kept");
  }

  @Test
  void aSnapshotOfAnotherProgramIsRefused() {
    threeSnapshots();
    world.snapshots.write(10, 4_711, new byte[3], 3);

    assertThatThrownBy(world::start)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("The snapshot of record 10 makes no sense");
  }

  @Test
  void aSnapshotIsTakenSomeTimeAfterACommandAndNotForTimeAlone() {
    world.settings = new MachineSettings(64, 16, 1_000_000, 150_000);
    EngineAgent agent = world.startWithJohnAndJane();

    minutes(agent, 2);
    assertThat(world.snapshots.list()).isEmpty();
    minutes(agent, 1);
    assertThat(world.snapshots.list()).extracting(Snapshot::sequence).containsExactly(8L);
    minutes(agent, 10);
    assertThat(world.snapshots.list()).hasSize(1);
  }

  @Test
  void recordsThatNoStartNeedsAreReleased() {
    threeSnapshots();

    assertThat(world.disk.released()).containsExactly(5L, 10L);
  }

  /** After the records 5, 10 and 15. */
  private EngineAgent threeSnapshots() {
    world.settings = new MachineSettings(64, 16, 5, 600_000);
    EngineAgent agent = world.startWithJohnAndJane();
    for (int i = 0; i < 10; i++) {
      world.submit(agent, buy("john", 100 + i, 1));
      agent.doWork();
    }
    world.told.lines.clear();
    return agent;
  }

  private void minutes(EngineAgent agent, int count) {
    for (int i = 0; i < count; i++) {
      world.clock.advanceMillis(60_000);
      agent.doWork();
    }
  }

  private List<String> begun() {
    return world.told.lines.stream().filter(line -> line.startsWith("begin")).toList();
  }
}
