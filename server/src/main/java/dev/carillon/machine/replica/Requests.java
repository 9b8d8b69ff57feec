package dev.carillon.machine.replica;

import dev.carillon.journal.Records;
import dev.carillon.machine.Commands;
import dev.carillon.machine.LiveMachine;
import dev.carillon.machine.replica.Note.Asked;
import dev.carillon.machine.replica.Note.Refusal;
import dev.carillon.machine.replica.Note.Request;
import dev.carillon.state.StateWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of this node and is not answered yet. The machine's thread.
 *
 * <p>A request is sent to the leader of a term, and once more when nothing is heard; the leader
 * takes it once. When the journal says that another leads, whatever was sent before and does not
 * stand in the journal was never done, nor will be: it is sent to that one. So nothing is done
 * twice and nothing is lost, but what is not answered after some seconds: whoever asked hears that
 * nobody knows.
 */
final class Requests<C, A> {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** About how many bytes of commands one note has. */
  private static final int NOTE_BYTES = 64 << 10;

  private final Commands<C, A> commands;
  private final String self;
  private final int capacity;
  private final Sender sender;
  private final StateWriter record = new StateWriter();
  private final Map<Long, Open<C, A>> open = new LinkedHashMap<>();
  private final Deque<Open<C, A>> unsent = new ArrayDeque<>();
  private long numbers;
  private long term;
  private String leader = "";
  private long lastSent;
  private long retryNanos = RETRY_NANOS;
  private long progressNanos;
  private long workedNanos;

  private static final class Open<C, A> {
    private final long number;
    private final C command;
    private final Consumer<A> asker;
    private final long sinceNanos;

    /** The term in which it was sent; 0: it was not, or for nothing. */
    private long sentTerm;

    private Open(long number, C command, Consumer<A> asker, long sinceNanos) {
      this.number = number;
      this.command = command;
      this.asker = asker;
      this.sinceNanos = sinceNanos;
    }
  }

  /** The way to leaders. */
  interface Sender {
    void send(String node, Note note);
  }

  Requests(Commands<C, A> commands, String self, int capacity, Sender sender) {
    this.commands = commands;
    this.self = self;
    this.capacity = capacity;
    this.sender = sender;
  }

  /** Takes what is asked; the answer comes later, or at once when too much waits. */
  boolean ask(C command, Consumer<A> asker, long nowNanos) {
    if (open.size() >= capacity) {
      LiveMachine.answer(asker, commands.busy());
      return false;
    }
    Open<C, A> asked = new Open<>(++numbers, command, asker, nowNanos);
    open.put(asked.number, asked);
    unsent.add(asked);
    return true;
  }

  /**
   * Whose answer a record of the journal is; from now on nobody waits for it.
   *
   * @param doneTerm the leader's token. It took this node's requests in their order, so it has
   *     refused those before this one that do not stand in the journal
   */
  Consumer<A> askerOf(@Nullable String origin, long number, long doneTerm) {
    Open<C, A> asked = self.equals(origin) ? open.remove(number) : null;
    if (asked == null) {
      return _ -> {};
    }
    heard();
    Iterator<Open<C, A>> before = open.values().iterator();
    while (before.hasNext()) {
      Open<C, A> other = before.next();
      if (other.number > number) {
        break;
      }
      if (other.sentTerm == doneTerm) {
        before.remove();
        LiveMachine.answer(other.asker, commands.busy());
      }
    }
    return asked.asker;
  }

  /** The journal says who leads: what does not stand in it was never done. */
  void ledBy(long newTerm, String node) {
    if (newTerm <= term) {
      return;
    }
    term = newTerm;
    leader = node;
    lastSent = 0;
    retryNanos = RETRY_NANOS;
    unsent.clear();
    for (Open<C, A> asked : open.values()) {
      if (asked.sentTerm < newTerm) {
        asked.sentTerm = 0;
        unsent.add(asked);
      }
    }
  }

  /**
   * Somebody is said to lead, as a node that has just begun hears when nobody writes: nothing was
   * sent to anybody before.
   */
  void heldBy(long newTerm, String node) {
    if (term == 0) {
      ledBy(newTerm, node);
    }
  }

  /** A leader does not do it. */
  void refused(long refusedTerm, long number, Refusal why) {
    Open<C, A> asked = open.get(number);
    if (asked != null && asked.sentTerm == refusedTerm) {
      open.remove(number);
      heard();
      LiveMachine.answer(asked.asker, answer(why));
    }
  }

  private A answer(Refusal why) {
    return switch (why) {
      case BUSY -> commands.busy();
      case TOO_LONG -> commands.tooLong(Records.MAX_RECORD_BYTES);
      case UNKNOWN -> commands.unavailable();
    };
  }

  /** Sends what waits, once more if nothing was heard, and gives up what is too old. */
  void work(Lead<C, ?, ?> lead, long nowNanos) {
    workedNanos = nowNanos;
    expire(nowNanos);
    if (term == 0 || open.isEmpty()) {
      return;
    }
    if (leader.equals(self)) {
      if (lead.isLeading(term)) {
        unsent.forEach(asked -> {
          asked.sentTerm = term;
          lead.own(asked.number, asked.command);
        });
        unsent.clear();
      }
      return;
    }
    if (!unsent.isEmpty()) {
      if (unsent.size() == open.size()) {
        progressNanos = nowNanos;
      }
      send(List.copyOf(unsent));
      unsent.clear();
    } else if (nowNanos - progressNanos >= retryNanos) {
      progressNanos = nowNanos;
      retryNanos = Math.min(MAX_RETRY_NANOS, 2 * retryNanos);
      lastSent = 0;
      send(List.copyOf(open.values()));
    }
  }

  private void heard() {
    retryNanos = RETRY_NANOS;
    progressNanos = workedNanos;
  }

  /** Something may have been lost. */
  void retrySoon() {
    progressNanos = workedNanos - retryNanos;
  }

  private void send(List<Open<C, A>> asked) {
    List<Request> requests = new ArrayList<>();
    int size = 0;
    for (Open<C, A> each : asked) {
      record.clear();
      commands.encode(record, each.command, 0);
      if (record.size() > Records.MAX_RECORD_BYTES) {
        open.remove(each.number);
        LiveMachine.answer(each.asker, answer(Refusal.TOO_LONG));
        continue;
      }
      each.sentTerm = term;
      requests.add(new Request(each.number, record.toBytes()));
      size += record.size();
      if (size >= NOTE_BYTES) {
        send(requests, each.number);
        requests.clear();
        size = 0;
      }
    }
    if (!requests.isEmpty()) {
      send(requests, requests.getLast().number());
    }
  }

  private void send(List<Request> requests, long last) {
    long floor = open.keySet().iterator().next();
    sender.send(leader, new Asked(term, lastSent, floor, requests));
    lastSent = last;
  }

  private void expire(long nowNanos) {
    Iterator<Open<C, A>> oldest = open.values().iterator();
    while (oldest.hasNext()) {
      Open<C, A> asked = oldest.next();
      if (nowNanos - asked.sinceNanos < LIMIT_NANOS) {
        return;
      }
      oldest.remove();
      unsent.remove(asked);
      LiveMachine.answer(asked.asker, commands.unavailable());
    }
  }

  /** Nobody will be answered from the journal any more. */
  void giveUp() {
    List<Open<C, A>> left = List.copyOf(open.values());
    open.clear();
    unsent.clear();
    left.forEach(asked -> LiveMachine.answer(asked.asker, commands.unavailable()));
  }

  /** Whether somebody is known to whom requests can be sent. */
  boolean isLed() {
    return term != 0;
  }

  int size() {
    return open.size();
  }
}
