package dev.carillon.deskengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.DeskView;
import dev.carillon.desk.RandomCommands;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.history.MemoryDeskHistory;
import dev.carillon.desk.history.Page;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.OrderState;
import dev.carillon.journal.MemoryJournal;
import dev.carillon.journal.MemorySnapshots;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.history.Projector;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The history is what a replay of the whole journal tells, however often the process died. */
class DeskHistoryPropertyTest {
  private static final int LIVES = 4;
  private static final int COMMANDS = 150;
  private static final int MANY = 100_000;
  private static final long DAY_MILLIS = 86_400_000;

  /** Keeps all of the journal, and a snapshot now and then. */
  private static final MachineSettings SETTINGS =
      new MachineSettings(1_024, 16, 60, Long.MAX_VALUE / 2);

  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-03T12:00:00Z"));
  private final MemoryJournal.Disk disk = new MemoryJournal.Disk();
  private final MemorySnapshots snapshots = new MemorySnapshots();

  private DeskAgent start(MemorySnapshots from, Projector<DeskEvent> projector) {
    return DeskAgent.recover(
        new MachinePorts<>(
            "desk", new MemoryJournal(disk), from, clock, clock::nanos, MachineCounts.NONE),
        SETTINGS,
        new DeskAgent.Parts(List.of(new DeskHistoryFeed(projector)), projector),
        Runnable::run);
  }

  @Seeds(10)
  void theHistoryIsWhatAReplayTells(RandomGenerator random) {
    MemoryDeskHistory history = new MemoryDeskHistory();
    for (int life = 0; life < LIVES; life++) {
      if (life == LIVES - 1) {
        // The file was lost: it is made again, because this journal reaches to the beginning.
        history.clear();
      }
      try (Projector<DeskEvent> projector = DeskHistoryFeed.project(history, MANY)) {
        DeskAgent agent = start(snapshots, projector);
        if (life == 0) {
          RandomCommands.beginning().forEach(command -> agent.submit(command, _ -> {}));
        }
        live(agent, random);
        assertThat(projector.awaitStored(projector.toldSequence(), 10_000)).isTrue();
      }
    }

    MemoryDeskHistory replayed = new MemoryDeskHistory();
    DeskView view;
    try (Projector<DeskEvent> projector = DeskHistoryFeed.project(replayed, MANY)) {
      DeskAgent agent = start(new MemorySnapshots(), projector);
      view = view(agent);
    }
    assertThat(all(history)).isEqualTo(all(replayed)).isNotEmpty();
    for (String owner : RandomCommands.OWNERS) {
      remembered(history, view, owner);
    }
  }

  private void live(DeskAgent agent, RandomGenerator random) {
    RandomCommands commands = new RandomCommands(random, view(agent), 20);
    for (int i = 0; i < COMMANDS; i++) {
      clock.advanceMillis(random.nextInt(100) == 0 ? DAY_MILLIS : random.nextInt(400));
      agent.submit(commands.next(), _ -> {});
      if (random.nextInt(3) == 0) {
        agent.doWork();
      }
    }
    while (agent.doWork() > 0) {}
  }

  private static DeskView view(DeskAgent agent) {
    List<DeskView> views = new ArrayList<>(1);
    assertThat(agent.read(views::add)).isTrue();
    while (views.isEmpty()) {
      agent.doWork();
    }
    return views.getFirst();
  }

  private static List<Object> all(DeskHistory history) {
    List<Object> all = new ArrayList<>();
    for (String owner : RandomCommands.OWNERS) {
      Page page = new Page(owner, null, Long.MAX_VALUE, MANY);
      all.addAll(history.orders(page));
      all.addAll(history.closings(page));
      all.addAll(history.alerts(owner, Long.MAX_VALUE, MANY));
    }
    return all;
  }

  /** What the desk remembers is in the history as the desk has it. */
  private static void remembered(DeskHistory history, DeskView view, String owner) {
    Page page = new Page(owner, null, Long.MAX_VALUE, MANY);
    List<OrderState> orders = history.orders(page);
    assertThat(orders).containsAll(view.orders(owner)).containsAll(view.endedOrders(owner));
    assertThat(history.closings(page))
        .containsAll(
            view.deals(owner).stream()
                .filter(deal -> deal.status() != Deal.Status.FILLED)
                .toList());
    assertThat(history.alerts(owner, Long.MAX_VALUE, MANY)).containsAll(view.alerts(owner));
  }
}
