package dev.carillon.machine.replica;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.SharedJournal;
import dev.carillon.machine.CommandFailure;
import dev.carillon.machine.Commands;
import dev.carillon.machine.Commands.Timed;
import dev.carillon.machine.LiveMachine;
import dev.carillon.machine.MachinePorts;
import dev.carillon.state.StateReader;
import java.util.function.Consumer;

/** Does what the journal's batches say, which come in their order. The machine's thread. */
final class Doing<C, A, V> {
  private final String name;
  private final SharedJournal journal;
  private final Commands<C, A> commands;
  private final LiveMachine<C, A, V> live;
  private final Requests<C, A> requests;

  /** The newest token of what was done since the start; 0: nothing was. */
  private long term;

  Doing(
      MachinePorts<SharedJournal> ports,
      Commands<C, A> commands,
      LiveMachine<C, A, V> live,
      Requests<C, A> requests) {
    this.name = ports.name();
    this.journal = ports.journal();
    this.commands = commands;
    this.live = live;
    this.requests = requests;
  }

  /**
   * Does the records of a batch that were not done before.
   *
   * @return false: there were none
   * @throws CommandFailure when the machine fails; then it must not be used any more
   * @throws JournalException when the journal is another one than it was
   */
  boolean deliver(SharedBatch batch) {
    if (term != 0 && batch.lead() > term && batch.firstSequence() <= live.sequence()) {
      throw new JournalException(
          "The journal of the %s has other records from %d on than it had: it was put back"
              .formatted(name, batch.firstSequence()));
    }
    if (batch.lastSequence() <= live.sequence()) {
      return false;
    }
    long before = live.sequence();
    batch.forEach((sequence, origin, request, command) -> {
      if (sequence > before) {
        apply(sequence, command, requests.askerOf(origin, request, batch.lead()));
      }
    });
    live.batchDone(live.machine().nowMillis());
    if (batch.lead() > term) {
      term = batch.lead();
      requests.ledBy(term, batch.leader());
    }
    return true;
  }

  private void apply(long sequence, byte[] command, Consumer<A> asker) {
    if (command.length == 0) {
      live.leaveOut();
    } else if (journal.isLeftOut(sequence)) {
      live.leaveOut();
      LiveMachine.answer(asker, commands.unavailable());
    } else {
      try {
        Timed<C> timed = commands.decode(new StateReader(command));
        live.apply(timed.command(), timed.timeMillis(), asker);
      } catch (CommandFailure | IllegalArgumentException e) {
        LiveMachine.answer(asker, commands.unavailable());
        throw e;
      }
    }
  }
}
