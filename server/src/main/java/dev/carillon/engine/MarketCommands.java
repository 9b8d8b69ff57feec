package dev.carillon.engine;

import dev.carillon.machine.Commands;
import dev.carillon.market.codec.CommandCodec;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Answer.Refused;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Reason;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** The exchange's commands in the journal, and the answers to those that never reach the engine. */
final class MarketCommands implements Commands<Command, Answer> {
  private static final Answer BUSY =
      new Refused(Reason.BUSY, "too much waits for the engine; try again later", null);
  private static final Answer UNAVAILABLE =
      new Refused(
          Reason.UNAVAILABLE,
          "the engine has stopped; whether what it had taken was done shows when it runs again",
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
        Reason.TERMS, "bytes of the command: more (expected: at most " + maxBytes + ")", null);
  }
}
