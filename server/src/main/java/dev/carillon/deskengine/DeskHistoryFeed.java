package dev.carillon.deskengine;

import dev.carillon.desk.DeskView;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.machine.history.Projector;

/** Tells a projector what the desk does. */
public record DeskHistoryFeed(Projector<DeskEvent> projector) implements DeskEngineFeed {

  /**
   * Starts a projector that brings to the history what it is told.
   *
   * @param maxWaiting how many events may wait before the desk takes no more commands
   */
  public static Projector<DeskEvent> project(DeskHistory history, int maxWaiting) {
    return new Projector<>("desk", new DeskProjection(history), maxWaiting);
  }

  @Override
  public void begin(long sequence, long timeMillis) {
    projector.begin(sequence);
  }

  @Override
  public void happened(DeskEvent event) {
    if (DeskProjection.keeps(event)) {
      projector.happened(event);
    }
  }

  @Override
  public void batchDone(DeskView view, long nowMillis) {
    projector.batchDone();
  }

  @Override
  public long nextTimerMillis() {
    return Long.MAX_VALUE;
  }

  @Override
  public void onTimer(DeskView view, long nowMillis) {
    // It has none.
  }
}
