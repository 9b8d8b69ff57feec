package dev.carillon.api.desk;

import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.Reason;
import dev.carillon.deskengine.DeskEngine;
import dev.carillon.deskengine.DeskEngineFeed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A desk on which happens what a test says, behind a queue that the test works off by hand, in the
 * order that {@link DeskEngine} and {@link DeskEngineFeed} promise: the answer, then the events.
 */
final class StagedDesk implements HandDesk {
  private final DeskEngineFeed feed;
  private final LongSupplier nowMillis;
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final StagedView view = new StagedView();

  /** What was asked. */
  final List<Command> commands = new ArrayList<>();

  private Function<Command, Outcome> outcomes =
      command -> new Outcome(refused(Reason.UNKNOWN_ACCOUNT, command.toString()));

  private long sequence;
  private boolean busy;

  /** What is answered, and what happens then. */
  record Outcome(Answer answer, List<DeskEvent> events) {
    Outcome(Answer answer, DeskEvent... events) {
      this(answer, List.of(events));
    }
  }

  StagedDesk(DeskEngineFeed feed, LongSupplier nowMillis) {
    this.feed = feed;
    this.nowMillis = nowMillis;
  }

  static Answer refused(Reason reason, String details) {
    return new Answer.Refused(reason, details, null);
  }

  /** Whether so much waits that nothing more is taken. */
  void setBusy(boolean busy) {
    this.busy = busy;
  }

  /** What becomes of commands from now on. */
  void answers(Function<Command, Outcome> outcomes) {
    this.outcomes = outcomes;
  }

  StagedView view() {
    return view;
  }

  /** Something happens, behind what waits. */
  void happens(DeskEvent... events) {
    queue.add(() -> tell(List.of(events)));
  }

  private void tell(List<DeskEvent> events) {
    sequence++;
    long now = nowMillis.getAsLong();
    view.passTime(now);
    feed.begin(sequence, now);
    for (DeskEvent event : events) {
      view.happened(event);
      feed.happened(event);
    }
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    if (busy) {
      answer.accept(refused(Reason.BUSY, "too much waits"));
      return;
    }
    queue.add(() -> {
      commands.add(command);
      Outcome outcome = outcomes.apply(command);
      answer.accept(outcome.answer());
      tell(outcome.events());
    });
  }

  @Override
  public boolean read(Consumer<DeskView> reader) {
    return !busy && queue.add(() -> reader.accept(view));
  }

  @Override
  public boolean runBatch(int most) {
    int done = 0;
    for (Runnable task = next(done, most); task != null; task = next(done, most)) {
      task.run();
      done++;
    }
    if (done > 0) {
      feed.batchDone(view, nowMillis.getAsLong());
    }
    return done > 0;
  }

  private @Nullable Runnable next(int done, int most) {
    return done < most ? queue.poll() : null;
  }

  @Override
  public void passTime() {
    if (feed.nextTimerMillis() <= nowMillis.getAsLong()) {
      feed.onTimer(view, nowMillis.getAsLong());
    }
  }
}
