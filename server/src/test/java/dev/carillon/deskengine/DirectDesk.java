package dev.carillon.deskengine;

import dev.carillon.desk.Desk;
import dev.carillon.desk.DeskListener;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Answer.Refused;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A desk on the caller's thread, that does at once what it is asked, and can be switched off. */
public final class DirectDesk implements DeskEngine {
  private final Desk desk;
  private final InstantSource clock;
  private final List<Command> commands = new ArrayList<>();
  private boolean isOff;

  public DirectDesk(InstantSource clock, DeskListener listener) {
    this.clock = clock;
    this.desk = new Desk(listener);
  }

  /** From now on it takes nothing, or does again. */
  public void switchOff(boolean off) {
    isOff = off;
  }

  /** What it was asked for, oldest first. */
  public List<Command> commands() {
    return commands;
  }

  public DeskView view() {
    return desk.view();
  }

  /** Does something, and gives the answer. */
  public Answer apply(Command command) {
    commands.add(command);
    return desk.apply(command, clock.millis());
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    answer.accept(isOff ? new Refused(Reason.BUSY, "switched off", null) : apply(command));
  }

  @Override
  public boolean read(Consumer<DeskView> reader) {
    if (!isOff) {
      reader.accept(desk.view());
    }
    return !isOff;
  }
}
