package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.cluster.Alone;
import dev.carillon.engine.Engine;
import dev.carillon.market.EngineView;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AbsenteesTest {
  private static final Command ENDS_ALL_OTHERS =
      new Command.CancelAbsent(Set.of(SessionIds.numberOf("n1")));

  private final Recorder engine = new Recorder();
  private long nanos = TimeUnit.HOURS.toNanos(1);
  private final Absentees absentees = new Absentees(new Alone("n1"), engine, () -> nanos);

  /** Answers when it is told to. */
  private static final class Recorder implements Engine {
    private final List<Command> commands = new ArrayList<>();
    private final List<Consumer<Answer>> askers = new ArrayList<>();

    @Override
    public void submit(Command command, Consumer<Answer> answer) {
      commands.add(command);
      askers.add(answer);
    }

    @Override
    public boolean read(Consumer<EngineView> reader) {
      return false;
    }
  }

  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      nanos += TimeUnit.SECONDS.toNanos(1);
      absentees.tick();
    }
  }

  @Test
  void whoLeadsEndsOrdersOfNodesThatAreGoneAMomentAfterItHeard() {
    absentees.left("n2");
    pass(10);
    assertThat(engine.commands).isEmpty();

    absentees.leading();
    pass(4);
    assertThat(engine.commands).isEmpty();
    pass(1);
    pass(10);
    assertThat(engine.commands).containsExactly(ENDS_ALL_OTHERS);

    absentees.left("n3");
    pass(5);
    assertThat(engine.commands).containsExactly(ENDS_ALL_OTHERS, ENDS_ALL_OTHERS);

    absentees.notLeading();
    absentees.left("n4");
    pass(10);
    assertThat(engine.commands).hasSize(2);
  }

  @Test
  void whoStoodStillLooksWhoIsThereBeforeItEndsAnything() {
    absentees.leading();
    pass(4);

    nanos += TimeUnit.MINUTES.toNanos(1);
    absentees.tick();
    pass(4);
    assertThat(engine.commands).isEmpty();

    pass(1);
    assertThat(engine.commands).containsExactly(ENDS_ALL_OTHERS);
  }

  @Test
  void whatTheEngineDoesNotTakeIsAskedAgain() {
    absentees.leading();
    absentees.end();
    engine.askers.getFirst().accept(new Answer.Refused(Reason.BUSY, "busy", null));
    pass(5);

    assertThat(engine.commands).containsExactly(ENDS_ALL_OTHERS, ENDS_ALL_OTHERS);
    engine.askers.getLast().accept(new Answer.Ended(List.of()));
    pass(10);
    assertThat(engine.commands).hasSize(2);
  }
}
