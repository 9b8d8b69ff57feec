package dev.carillon.deskengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.Desk;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import dev.carillon.journal.MemoryJournal;
import dev.carillon.journal.MemorySnapshots;
import dev.carillon.journal.Snapshot;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.state.StateReader;
import dev.carillon.testkit.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DeskAgentTest {
  private static final AccountTerms TERMS = AccountTerms.of("USD", 100, MarginMode.BASE_UNITS);
  private static final Symbol EURUSD = Symbol.pair("EURUSD", 5);

  private final FakeClock clock = new FakeClock();
  private final MemoryJournal.Disk disk = new MemoryJournal.Disk();
  private final MemorySnapshots snapshots = new MemorySnapshots();
  private final List<String> told = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private MachineSettings settings = MachineSettings.DEFAULT;
  private Executor writer = Runnable::run;
  private DeskAgent agent = start();

  private DeskAgent start() {
    return DeskAgent.recover(
        new MachinePorts<>(
            "desk", new MemoryJournal(disk), snapshots, clock, clock::nanos, MachineCounts.NONE),
        settings,
        new DeskAgent.Parts(List.of(new Teller()), Follower.NONE),
        writer);
  }

  /** Writes down what it is told, in a word each. */
  private final class Teller implements DeskEngineFeed {
    @Override
    public void begin(long sequence, long timeMillis) {
      told.add("begin " + sequence);
    }

    @Override
    public void happened(DeskEvent event) {
      told.add(event.getClass().getSimpleName());
    }

    @Override
    public void batchDone(DeskView view, long nowMillis) {
      told.add("done");
    }

    @Override
    public long nextTimerMillis() {
      return Long.MAX_VALUE;
    }

    @Override
    public void onTimer(DeskView view, long nowMillis) {}
  }

  private void submit(Command command) {
    agent.submit(
        command,
        answer -> {
          answers.add(answer);
          told.add("answer " + answer.getClass().getSimpleName());
        });
  }

  private void open() {
    submit(new Command.DefineSymbol(EURUSD));
    submit(new Command.OpenAccount("john", TERMS));
    submit(new Command.Deposit("john", 1_000_000, null));
    quote(108_490, 108_500);
    agent.doWork();
  }

  private void quote(long bid, long ask) {
    submit(new Command.Quotes(List.of(new Tick("EURUSD", bid, ask, 0))));
  }

  private <T> T read(Function<DeskView, T> reader) {
    List<T> seen = new ArrayList<>();
    assertThat(agent.read(view -> seen.add(reader.apply(view)))).isTrue();
    agent.doWork();
    return seen.getFirst();
  }

  private QuoteState quote() {
    return read(view -> view.quote("EURUSD").orElseThrow());
  }

  private static String all(DeskView view) {
    return view.symbols()
        + "\n"
        + view.quotes()
        + view.account("john")
        + view.positions("john")
        + view.orders("john")
        + view.deals("john")
        + view.alerts("john")
        + view.sequence("john");
  }

  @Test
  void theAnswerComesBeforeWhatHappened() {
    open();
    told.clear();
    submit(new Command.Place("john", "EURUSD", OrderTerms.market(Side.BUY, 10), null));
    agent.doWork();

    assertThat(told)
        .startsWith("begin 5", "answer Ordered")
        .containsSubsequence("answer Ordered", "Dealt", "PositionChanged", "AccountChanged")
        .endsWith("done");
  }

  @Test
  void aNewStartKnowsAllThatWasAnswered() {
    open();
    OrderTerms pending = OrderTerms.pending(OrderType.BUY_LIMIT, 20, 108_000);
    submit(new Command.Place("john", "EURUSD", OrderTerms.market(Side.BUY, 10), null));
    submit(new Command.Place("john", "EURUSD", pending, new RequestKey("key", 7)));
    quote(107_900, 107_910);
    agent.doWork();
    String before = read(DeskAgentTest::all);

    agent = start();
    assertThat(read(DeskAgentTest::all)).isEqualTo(before).contains("ticket=100002");

    submit(new Command.Place("john", "EURUSD", pending, new RequestKey("key", 7)));
    agent.doWork();
    assertThat(answers.getLast()).isInstanceOf(Answer.Repeated.class);
  }

  @Test
  void aNewStartGoesOnFromASnapshot() {
    settings = new MachineSettings(64, 16, 3, 1_000);
    agent = start();
    open();
    for (int i = 0; i < 20; i++) {
      quote(108_490 + i, 108_500 + i);
      submit(new Command.Place("john", "EURUSD", OrderTerms.market(Side.SELL, 1), null));
      agent.doWork();
    }
    String before = read(DeskAgentTest::all);
    assertThat(snapshots.list()).isNotEmpty();

    told.clear();
    agent = start();
    assertThat(read(DeskAgentTest::all)).isEqualTo(before);
    assertThat(told).doesNotContain("begin 1").contains("begin 44");
  }

  @Test
  void aSnapshotIsMadeByAnotherDeskWhileThisOneGoesOn() {
    List<Runnable> later = new ArrayList<>();
    writer = later::add;
    settings = new MachineSettings(64, 16, 4, Long.MAX_VALUE / 2);
    agent = start();
    open();
    assertThat(later).hasSize(1);
    submit(new Command.Place("john", "EURUSD", OrderTerms.market(Side.BUY, 10), null));
    agent.doWork();
    told.clear();

    later.forEach(Runnable::run);

    assertThat(told).isEmpty();
    assertThat(snapshots.list()).extracting(Snapshot::sequence).containsExactly(4L);
    byte[] state = snapshots.read(snapshots.list().getFirst()).orElseThrow();
    Desk asOfThen = new Desk(_ -> {});
    asOfThen.readFrom(new StateReader(state));
    assertThat(asOfThen.view().positions("john")).isEmpty();
    assertThat(asOfThen.view().account("john")).isPresent();
    assertThat(read(DeskAgentTest::all)).contains("PositionState[owner=john");
  }

  @Test
  void timePassesWithoutACommandOfAnybody() {
    open();
    clock.advanceMillis(5_000);
    agent.doWork();

    assertThat(told).contains("AlertForAll");
    assertThat(quote().stale()).isTrue();
  }

  @Test
  void whenTheJournalFailsAllIsRefused() {
    open();
    answers.clear();
    disk.fail();
    quote(108_400, 108_410);
    agent.doWork();
    quote(108_400, 108_410);

    assertThat(answers)
        .hasSize(2)
        .allSatisfy(answer ->
            assertThat(answer)
                .isInstanceOfSatisfying(
                    Answer.Refused.class,
                    refused -> assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE)));
    assertThat(agent.isAvailable()).isFalse();
    assertThat(quote().bid()).isEqualTo(108_490);
  }

  @Test
  void whoAsksTooMuchAtOnceIsRefused() {
    settings = new MachineSettings(2, 2, 100, 1_000);
    agent = start();
    for (int i = 0; i < 3; i++) {
      submit(new Command.DefineSymbol(EURUSD));
    }

    assertThat(answers)
        .singleElement()
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.BUSY));
  }
}
