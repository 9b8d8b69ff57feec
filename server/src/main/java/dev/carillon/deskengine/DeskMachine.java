package dev.carillon.deskengine;

import dev.carillon.desk.Desk;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.machine.Feeds;
import dev.carillon.machine.Machine;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** The desk as a machine, with the way from what it does to the feeds. */
final class DeskMachine implements Machine<Command, Answer, DeskView> {
  private final Desk desk;

  DeskMachine(Feeds<DeskEngineFeed, DeskView> feeds) {
    desk = new Desk(event -> feeds.happened(feed -> feed.happened(event)));
  }

  /** A desk that nobody hears. */
  DeskMachine() {
    desk = new Desk(_ -> {});
  }

  @Override
  public Answer apply(Command command, long timeMillis) {
    return desk.apply(command, timeMillis);
  }

  @Override
  public DeskView view() {
    return desk.view();
  }

  @Override
  public long nowMillis() {
    return desk.nowMillis();
  }

  @Override
  public long nextDueMillis() {
    return desk.nextDueMillis();
  }

  @Override
  public void writeTo(StateWriter out) {
    desk.writeTo(out);
  }

  @Override
  public void readFrom(StateReader in) {
    desk.readFrom(in);
  }
}
