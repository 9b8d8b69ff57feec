package dev.carillon.machine.replica;

import dev.carillon.journal.SharedBatch;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** What the replicas of a machine tell each other. */
sealed interface Note {

  /** The journal has a new batch. */
  record Appended(SharedBatch batch) implements Note {}

  /** The journal may have more than the node knows. */
  record Look() implements Note {}

  /**
   * Requests for the leader, in the order of their numbers.
   *
   * @param term the token of the leader they are meant for
   * @param previous the request before these that was sent to it; 0: those between what it has and
   *     these will not come
   * @param floor the least number whose answer is still waited for
   */
  record Asked(long term, long previous, long floor, List<Request> requests) implements Note {
    public Asked {
      requests = List.copyOf(requests);
    }
  }

  /**
   * A request is not done, and will not be by this leader.
   *
   * @param term the leader's token
   */
  record Refused(long term, long number, Refusal why) implements Note {}

  /** One request: its number, unique for its node, and the bytes of a command. */
  final class Request {
    private final long number;
    private final byte[] command;

    Request(long number, byte[] command) {
      this.number = number;
      this.command = command;
    }

    long number() {
      return number;
    }

    StateReader command() {
      return new StateReader(command);
    }

    int size() {
      return command.length;
    }
  }

  /** Why a leader refuses. */
  enum Refusal {
    BUSY,
    TOO_LONG,
    /** The leader's program does not know it. */
    UNKNOWN;

    private static final List<Refusal> ALL = List.of(values());
  }

  int APPENDED = 1;
  int LOOK = 2;
  int ASKED = 3;
  int REFUSED = 4;

  int MAX_BATCH_BYTES = 512 << 10;

  /** What the others are told of a batch: of a long one only that it is there. */
  static Note ofAppended(SharedBatch batch) {
    return batch.size() > MAX_BATCH_BYTES ? new Look() : new Appended(batch);
  }

  /** The bytes of a note. */
  default byte[] toBytes() {
    StateWriter out = new StateWriter();
    switch (this) {
      case Appended(var batch) -> {
        byte[] bytes = batch.toBytes();
        out.putByte(APPENDED).putBytes(bytes, 0, bytes.length);
      }
      case Look() -> out.putByte(LOOK);
      case Asked(var term, var previous, var floor, var requests) -> {
        out.putByte(ASKED).putLong(term).putLong(previous).putLong(floor).putInt(requests.size());
        for (Request request : requests) {
          out.putLong(request.number).putBytes(request.command, 0, request.command.length);
        }
      }
      case Refused(var term, var number, var why) ->
          out.putByte(REFUSED).putLong(term).putLong(number).putConstant(why);
    }
    return out.toBytes();
  }

  /**
   * Reads a note.
   *
   * @throws IllegalArgumentException when it is of a newer version, or no note
   */
  static Note of(byte[] bytes) {
    StateReader in = new StateReader(bytes);
    int kind = in.getByte();
    return switch (kind) {
      case APPENDED -> new Appended(SharedBatch.of(in.getBytes()));
      case LOOK -> new Look();
      case ASKED -> asked(in);
      case REFUSED ->
          new Refused(
              in.getLong(), in.getLong(), in.getConstant(Refusal.ALL.toArray(Refusal[]::new)));
      default -> throw new IllegalArgumentException("kind of a note: " + kind);
    };
  }

  private static Asked asked(StateReader in) {
    long term = in.getLong();
    long previous = in.getLong();
    long floor = in.getLong();
    int count = in.getCount();
    List<Request> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      requests.add(new Request(in.getLong(), in.getBytes()));
    }
    return new Asked(term, previous, floor, requests);
  }
}
