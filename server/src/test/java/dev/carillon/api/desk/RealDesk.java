package dev.carillon.api.desk;

import dev.carillon.desk.Desk;
import dev.carillon.desk.DeskListener;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.deskengine.DeskEngine;
import dev.carillon.deskengine.DeskEngineFeed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The real desk, in the order that {@link DeskEngine} and {@link DeskEngineFeed} promise: the
 * answer, then the events.
 */
final class RealDesk implements HandDesk, DeskListener {
  private final DeskEngineFeed feed;
  private final LongSupplier nowMillis;
  private final Desk desk = new Desk(this);
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final List<DeskEvent> told = new ArrayList<>();
  private long sequence;

  RealDesk(DeskEngineFeed feed, LongSupplier nowMillis) {
    this.feed = feed;
    this.nowMillis = nowMillis;
  }

  @Override
  public void happened(DeskEvent event) {
    told.add(event);
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    queue.add(() -> apply(command, answer));
  }

  private void apply(Command command, Consumer<Answer> answer) {
    sequence++;
    answer.accept(desk.apply(command, nowMillis.getAsLong()));
    feed.begin(sequence, desk.nowMillis());
    told.forEach(feed::happened);
    told.clear();
  }

  @Override
  public boolean read(Consumer<DeskView> reader) {
    return queue.add(() -> reader.accept(desk.view()));
  }

  @Override
  public boolean runBatch(int most) {
    int done = 0;
    while (done < most && !queue.isEmpty()) {
      queue.remove().run();
      done++;
    }
    if (done > 0) {
      feed.batchDone(desk.view(), nowMillis.getAsLong());
    }
    return done > 0;
  }

  @Override
  public void passTime() {
    if (desk.nextDueMillis() <= nowMillis.getAsLong()) {
      apply(new Command.Advance(), _ -> {});
      feed.batchDone(desk.view(), nowMillis.getAsLong());
    }
    if (feed.nextTimerMillis() <= nowMillis.getAsLong()) {
      feed.onTimer(desk.view(), nowMillis.getAsLong());
    }
  }
}
