package dev.carillon.deskengine;

import dev.carillon.desk.codec.CommandCodec;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Answer.Refused;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Reason;
import dev.carillon.machine.Commands;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** The desk's commands in the journal, and the answers to those that never reach the desk. */
final class DeskCommands implements Commands<Command, Answer> {
  private static final Answer BUSY =
      new Refused(Reason.BUSY, "too much waits for the desk; try again later", null);
  private static final Answer UNAVAILABLE =
      new Refused(
          Reason.UNAVAILABLE,
          "the desk has stopped; whether what it had taken was done shows when it runs again",
          null);

  @Override
  public void encode(StateWriter out, Command command, long timeMillis) {
    CommandCodec.encode(out, command, timeMillis);
  }

  @Override
  public Timed<Command> decode(StateReader in) {
    CommandCodec.Timed timed = CommandCodec.decode(in);
    return new Timed<>(timed.command(), timed.timeMillis());
  }

  @Override
  public Command advance() {
    return new Command.Advance();
  }

  @Override
  public Answer busy() {
    return BUSY;
  }

  @Override
  public Answer unavailable() {
    return UNAVAILABLE;
  }

  @Override
  public Answer tooLong(int maxBytes) {
    return new Refused(
        Reason.INVALID_AMOUNT,
        "bytes of the command: more (expected: at most " + maxBytes + ")",
        null);
  }
}
