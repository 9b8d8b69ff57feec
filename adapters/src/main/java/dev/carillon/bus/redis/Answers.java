package dev.carillon.bus.redis;

import dev.carillon.bus.redis.View.Member;
import dev.carillon.core.cluster.InterestHeard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the other nodes that it was heard where they listen, and hears the same of them. A view is
 * answered by whoever goes by it already: what this node posts behind the answer, it posts to those
 * who want it by that view. Any thread.
 */
final class Answers {
  private final String self;
  private final Sender sender;
  private final InterestHeard own = new InterestHeard();
  private final ReentrantLock lock = new ReentrantLock();

  /** What the others were answered last. */
  private final Map<String, Long> answered = new HashMap<>();

  /** Sends an answer to a node. */
  @FunctionalInterface
  interface Sender {
    /** False: it could not be sent. */
    boolean answer(String node, long number);
  }

  Answers(String self, Sender sender) {
    this.self = self;
    this.sender = sender;
  }

  /** Gives a saying of this node its number; see {@link InterestHeard#say}. */
  long own(Runnable known) {
    return own.say(known);
  }

  /** Takes a view by which this node goes. */
  void glimpse(View view) {
    Set<String> others = new HashSet<>(view.members().keySet());
    others.remove(self);
    lock.lock();
    try {
      answered.keySet().retainAll(others);
      for (String node : others) {
        Long before = answered.get(node);
        long said = member(view, node).said();
        if ((before == null || before < said) && sender.answer(node, said)) {
          answered.put(node, said);
        }
      }
    } finally {
      lock.unlock();
    }
    own.view(view.members().containsKey(self) ? member(view, self).said() : -1, others);
  }

  private static Member member(View view, String node) {
    return view.members().getOrDefault(node, new Member(0, 0, 0, 0));
  }

  /** A node has answered. */
  void heard(String node, long number) {
    own.heard(node, number);
  }

  /** Answers may be lost: all are answered again. */
  void doubt() {
    lock.lock();
    try {
      answered.clear();
    } finally {
      lock.unlock();
    }
  }
}
