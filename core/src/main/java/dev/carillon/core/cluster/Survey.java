package dev.carillon.core.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all other nodes something and waits for their answers: for what an administrator wants to
 * know now and then. A node that does not answer in time is left out. Any thread.
 *
 * <p>To be made before the cluster is started.
 */
public final class Survey {
  private static final Logger log = LoggerFactory.getLogger(Survey.class);
  private static final int QUESTION = 0;
  private static final int ANSWER = 1;

  private final Cluster cluster;
  private final String subject;
  private final Executor blocking;
  private final Answerer answerer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private final Map<Long, Open> open = new HashMap<>();
  private long asked;

  /** Answers for this node. May block. */
  @FunctionalInterface
  public interface Answerer {
    byte[] answer(byte[] question);
  }

  /** A question that waits. */
  private static final class Open {
    private final Set<String> missing;
    private final List<byte[]> answers = new ArrayList<>();

    Open(Set<String> missing) {
      this.missing = new HashSet<>(missing);
    }
  }

  /**
   * @param subject of the notes
   * @param blocking runs the answerer
   */
  public Survey(Cluster cluster, String subject, Executor blocking, Answerer answerer) {
    this.cluster = cluster;
    this.subject = subject;
    this.blocking = blocking;
    this.answerer = answerer;
    cluster.listen(subject, this::hear);
    cluster.listen(new Nodes());
  }

  /**
   * The answers of the other nodes that answer in time, in no order. Blocks for as long, unless all
   * have answered before.
   */
  public List<byte[]> ask(byte[] question, Duration limit) {
    Set<String> others = cluster.others();
    if (others.isEmpty()) {
      return List.of();
    }
    Open mine = new Open(others);
    long number;
    lock.lock();
    try {
      number = ++asked;
      open.put(number, mine);
    } finally {
      lock.unlock();
    }
    cluster.post(subject, note(QUESTION, number, question));
    return await(number, mine, limit.toNanos());
  }

  private List<byte[]> await(long number, Open mine, long limitNanos) {
    lock.lock();
    try {
      long nanos = limitNanos;
      while (!mine.missing.isEmpty() && nanos > 0) {
        nanos = answered.awaitNanos(nanos);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(number);
      lock.unlock();
    }
    return List.copyOf(mine.answers);
  }

  private static byte[] note(int kind, long number, byte[] bytes) {
    return new NoteWriter(bytes.length + 16)
        .putByte(kind)
        .putNumber(number)
        .putBytes(bytes)
        .toBytes();
  }

  private void hear(String from, byte[] bytes) {
    try {
      NoteReader note = new NoteReader(bytes);
      int kind = note.takeByte();
      long number = note.takeNumber();
      byte[] said = note.takeBytes();
      if (kind == QUESTION) {
        blocking.execute(() -> answer(from, number, said));
      } else if (kind == ANSWER) {
        take(from, number, said);
      }
    } catch (IllegalArgumentException e) {
      log.warn("A note of node {} about {} can't be read", from, subject, e);
    }
  }

  private void answer(String from, long number, byte[] question) {
    try {
      cluster.send(from, subject, note(ANSWER, number, answerer.answer(question)));
    } catch (IllegalArgumentException e) {
      log.warn("A question of node {} about {} can't be read", from, subject, e);
    }
  }

  private void take(String from, long number, byte[] answer) {
    lock.lock();
    try {
      Open one = open.get(number);
      if (one != null && one.missing.remove(from)) {
        one.answers.add(answer);
        answered.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits for a node that is no more. */
  private final class Nodes implements NodeListener {
    @Override
    public void left(String node) {
      lock.lock();
      try {
        open.values().forEach(one -> one.missing.remove(node));
        answered.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void missed() {
      // Who asks waits no longer than its limit.
    }
  }
}
