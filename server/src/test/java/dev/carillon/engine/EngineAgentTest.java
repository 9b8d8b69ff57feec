package dev.carillon.engine;

import static dev.carillon.engine.EngineWorld.buy;
import static dev.carillon.engine.EngineWorld.sell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.journal.Journal;
import dev.carillon.machine.MachineSettings;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Answer.Refused;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineAgentTest {
  private final EngineWorld world = new EngineWorld();

  @Test
  void theAnswerComesFirstThenTheEventsCommandByCommand() {
    EngineAgent agent = world.startWithJohnAndJane();
    world.submit(agent, sell("john", 2_000_000, 500));
    world.submit(agent, buy("jane", 2_000_000, 200));

    assertThat(agent.doWork()).isEqualTo(2);
    assertThat(world.told.take())
        .containsSequence("begin 6", "answer Ordered", "OrderChanged")
        .containsSequence("begin 7", "answer Ordered", "OrderChanged")
        .containsSubsequence("begin 6", "SELL 2000000 500", "begin 7", "Traded", "SELL 2000000 300")
        .endsWith("done");
  }

  @Test
  void nothingIsAnsweredBeforeItIsDurable() {
    EngineAgent agent = world.startWithJohnAndJane();
    List<Integer> durable = new ArrayList<>();
    int forces = world.disk.forces();
    for (int i = 0; i < 3; i++) {
      agent.submit(buy("john", 100, 1), _ -> durable.add(world.disk.records()));
    }
    assertThat(durable).isEmpty();

    agent.doWork();
    assertThat(durable).containsExactly(8, 8, 8);
    assertThat(world.disk.forces()).isEqualTo(forces + 1);
  }

  @Test
  void aBatchHasAnEnd() {
    world.settings = new MachineSettings(64, 4, 100, 1_000);
    EngineAgent agent = world.startWithJohnAndJane();
    agent.doWork();
    for (int i = 0; i < 6; i++) {
      world.submit(agent, buy("john", 100, 1));
    }

    assertThat(agent.doWork()).isEqualTo(4);
    assertThat(agent.doWork()).isEqualTo(2);
    assertThat(agent.doWork()).isZero();
  }

  @Test
  void whatIsTooMuchIsRefusedAtOnceAndTheRestIsDone() {
    world.settings = new MachineSettings(8, 1_024, 100, 1_000);
    EngineAgent agent = world.startWithJohnAndJane();
    for (int i = 0; i < 9; i++) {
      world.submit(agent, buy("john", 100, 1));
    }

    assertThat(world.answers).singleElement().satisfies(answer -> isRefused(answer, Reason.BUSY));
    assertThat(agent.read(_ -> {})).isFalse();
    assertThat(agent.doWork()).isEqualTo(8);
    assertThat(world.answers).hasSize(9).last().isInstanceOf(Answer.Ordered.class);
    assertThat(world.disk.records()).isEqualTo(5 + 8);
  }

  @Test
  void nothingMoreIsTakenWhileWhoeverKeepsTheEventsIsBehind() {
    EngineAgent agent = world.startWithJohnAndJane();
    world.isBehind = true;
    world.submit(agent, buy("john", 100, 1));
    assertThat(world.answers).singleElement().satisfies(answer -> isRefused(answer, Reason.BUSY));

    world.isBehind = false;
    world.submit(agent, buy("john", 100, 1));
    assertThat(agent.doWork()).isEqualTo(1);
  }

  @Test
  void aReadSeesWhatWasSubmittedBeforeItAndIsNotJournaled() {
    EngineAgent agent = world.startWithJohnAndJane();
    world.submit(agent, buy("john", 100, 1));
    boolean _ =
        agent.read(view -> world.told.lines.add("read " + view.orders("john").size() + " orders"));
    int records = world.disk.records();

    assertThat(agent.doWork()).isEqualTo(2);
    assertThat(world.told.take()).endsWith("done", "read 1 orders");
    assertThat(world.disk.records()).isEqualTo(records + 1);
  }

  @Test
  void whenTheJournalFailsNothingIsDoneAndAllIsRefusedFromThenOn() {
    EngineAgent agent = world.startWithJohnAndJane();
    List<Byte> before = EngineWorld.state(agent);
    assertThat(agent.isAvailable()).isTrue();
    world.disk.fail();
    world.submit(agent, buy("john", 100, 1));
    world.submit(agent, buy("john", 100, 1));
    agent.doWork();
    world.submit(agent, buy("john", 100, 1));

    assertThat(world.answers)
        .hasSize(3)
        .allSatisfy(answer -> isRefused(answer, Reason.UNAVAILABLE));
    assertThat(world.told.take()).containsOnly("answer Refused");
    assertThat(agent.isAvailable()).isFalse();
    assertThat(EngineWorld.state(agent)).isEqualTo(before);
    assertThat(world.disk.records()).isEqualTo(5);
  }

  @Test
  void whatWaitsBehindTheBatchThatFailedIsRefusedToo() {
    world.settings = new MachineSettings(8, 2, 100, 1_000);
    EngineAgent agent = world.start();
    world.disk.fail();
    for (int i = 0; i < 3; i++) {
      world.submit(agent, new Command.Deposit("john", "BTC", 1, null));
    }
    agent.doWork();
    assertThat(world.answers).hasSize(2);
    agent.doWork();

    assertThat(world.answers)
        .hasSize(3)
        .allSatisfy(answer -> isRefused(answer, Reason.UNAVAILABLE));
  }

  @Test
  void aCommandLongerThanARecordIsRefusedAlone() {
    EngineAgent agent = world.startWithJohnAndJane();
    String name = "x".repeat(Journal.MAX_RECORD_BYTES);
    world.submit(agent, buy("john", 100, 1));
    world.submit(agent, new Command.Deposit(name, "BTC", 1, null));
    world.submit(agent, buy("jane", 100, 1));
    agent.doWork();

    assertThat(world.answers).filteredOn(answer -> answer instanceof Answer.Ordered).hasSize(2);
    assertThat(world.answers)
        .filteredOn(answer -> answer instanceof Refused)
        .singleElement()
        .satisfies(answer -> isRefused(answer, Reason.TERMS));
    assertThat(world.disk.records()).isEqualTo(7);
  }

  @Test
  void timePassesByACommandWhenAMinuteEnds() {
    EngineAgent agent = world.startWithJohnAndJane();
    assertThat(agent.doWork()).isZero();

    world.clock.advanceMillis(59_999);
    assertThat(agent.doWork()).isZero();
    world.clock.advanceMillis(1);
    assertThat(agent.doWork()).isEqualTo(1);
    assertThat(world.told.take()).startsWith("begin 6").endsWith("done");
    assertThat(agent.doWork()).isZero();
  }

  @Test
  void aClockThatIsSetBackDoesNotTurnTheTimeBack() {
    EngineAgent agent = world.startWithJohnAndJane();
    long[] millis = new long[1];
    boolean _ = agent.read(view -> millis[0] = view.nowMillis());
    agent.doWork();
    long before = millis[0];
    world.clock.set(world.clock.instant().minusSeconds(3_600));
    world.submit(agent, buy("john", 100, 1));
    boolean _ = agent.read(view -> millis[0] = view.nowMillis());
    agent.doWork();

    assertThat(millis[0]).isEqualTo(before);
    assertThat(EngineWorld.state(agent)).isEqualTo(EngineWorld.state(world.start()));
  }

  @Test
  void aFeedIsCalledWhenItsTimeHasCome() {
    EngineAgent agent = world.startWithJohnAndJane();
    world.told.timer = world.clock.millis() + 100;
    assertThat(agent.doWork()).isZero();
    world.clock.advanceMillis(100);

    assertThat(agent.doWork()).isEqualTo(1);
    assertThat(world.told.take()).containsExactly("timer");
    assertThat(agent.doWork()).isZero();
  }

  @Test
  void neitherAFeedNorAnAskerThatThrowsStopsTheEngine() {
    EngineAgent agent = world.startWithJohnAndJane();
    world.told.fails = true;
    agent.submit(
        buy("john", 100, 1),
        _ -> {
          throw new IllegalStateException("an asker's bug");
        });
    world.submit(agent, buy("john", 101, 1));
    agent.doWork();

    assertThat(agent.isAvailable()).isTrue();
    assertThat(world.answers).singleElement().isInstanceOf(Answer.Ordered.class);
    assertThat(world.told.take()).startsWith("begin 6").contains("begin 7").endsWith("done");
  }

  @Test
  void whatWaitsAtTheEndIsDoneAndWhatComesAfterIsRefused() {
    EngineAgent agent = world.startWithJohnAndJane();
    world.submit(agent, buy("john", 100, 1));
    agent.end();
    world.submit(agent, buy("john", 100, 1));

    assertThat(world.answers).hasSize(2);
    assertThat(world.answers.getFirst()).isInstanceOf(Answer.Ordered.class);
    isRefused(world.answers.getLast(), Reason.UNAVAILABLE);
    assertThat(agent.read(_ -> {})).isFalse();
  }

  @Test
  void theEndComesAlsoWhenEachAnswerAsksForMore() {
    EngineAgent agent = world.startWithJohnAndJane();
    List<Answer> answers = new ArrayList<>();
    askAgain(agent, answers);
    agent.doWork();
    agent.end();

    assertThat(answers).hasSize(3);
    isRefused(answers.getLast(), Reason.UNAVAILABLE);
  }

  private static void askAgain(EngineAgent agent, List<Answer> answers) {
    agent.submit(
        buy("john", 100, 1),
        answer -> {
          answers.add(answer);
          if (answers.size() < 100 && answer instanceof Answer.Ordered) {
            askAgain(agent, answers);
          }
        });
  }

  private static void isRefused(Answer answer, Reason expected) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(expected));
  }
}
