package dev.carillon.core.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node of a {@link SimulatedCarrier}. */
public final class SimulatedCluster implements Cluster {
  private static final String NODES = "nodes";

  private final String self;
  private final SimulatedCarrier carrier;
  private final List<NodeListener> nodeListeners = new ArrayList<>();
  private final Map<String, NoteListener> subjects = new HashMap<>();
  private NoteListener partitions = (_, _) -> {};

  // All below under the carrier's lock.
  private final Map<String, Told> own = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final InterestHeard heard = new InterestHeard();

  /** What this node said last of its interest, as it knows it and as the carrier does. */
  private Interest said = new Interest(-1, 0);

  private Interest shown = said;

  /** The others' interests as this node has heard of them; null: it may be old. */
  private @Nullable Map<String, Interest> interests;

  private boolean started;
  private boolean dead;
  private boolean cutOff;
  private boolean lost;

  /** Counts the connections to the carrier: what belongs to an earlier one is lost. */
  private int connection;

  /** The partitions in which a node listens, and how often it has said so. */
  record Interest(long mask, long number) {
    boolean has(int partition) {
      return (mask >>> partition & 1) != 0;
    }
  }

  SimulatedCluster(String self, SimulatedCarrier carrier) {
    this.self = self;
    this.carrier = carrier;
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public Set<String> others() {
    return call(() -> Set.copyOf(known));
  }

  @Override
  public void listen(NodeListener listener) {
    requireNotStarted();
    nodeListeners.add(listener);
  }

  @Override
  public void listen(String subject, NoteListener listener) {
    requireNotStarted();
    if (subjects.putIfAbsent(subject, listener) != null) {
      throw new IllegalStateException("subject: " + subject + " (expected: one listener)");
    }
  }

  @Override
  public void listenToPartitions(NoteListener listener) {
    requireNotStarted();
    partitions = listener;
  }

  private void requireNotStarted() {
    if (started) {
      throw new IllegalStateException("the cluster was started already");
    }
  }

  @Override
  public void start() {
    carrier.locked(() -> {
      started = true;
      cutOff = carrier.isAway();
      if (!cutOff) {
        tellAll();
        carrier.register(this);
        lost = true;
        carrier.ways.down(self, NODES, this::sayMissed);
      }
    });
  }

  @Override
  public void interest(long mask, Runnable known) {
    carrier.locked(() -> {
      Interest now = new Interest(mask, heard.say(known));
      said = now;
      if (!started) {
        shown = now;
      }
      up(() -> {
        shown = now;
        carrier.showNodes();
      });
    });
  }

  @Override
  public boolean wants(int partition) {
    return call(() ->
        interests == null || interests.values().stream().anyMatch(each -> each.has(partition)));
  }

  @Override
  public void post(String subject, byte[] note) {
    up(() -> carrier.forOthers(self, node -> node.hearSubject(self, subject, note)));
  }

  @Override
  public void post(int partition, byte[] note) {
    up(() ->
        carrier.forOthers(
            self,
            node -> {
              if (node.shown.has(partition)) {
                node.down(self, () -> node.partitions.onNote(self, note.clone()));
              }
            }));
  }

  @Override
  public void send(String to, String subject, byte[] note) {
    up(() ->
        carrier.forOthers(
            self,
            node -> {
              if (node.self.equals(to)) {
                node.hearSubject(self, subject, note);
              }
            }));
  }

  private void hearSubject(String from, String subject, byte[] note) {
    down(
        from,
        () -> {
          NoteListener listener = subjects.get(subject);
          if (listener != null) {
            listener.onNote(from, note.clone());
          }
        });
  }

  @Override
  public void tell(String kind, long version, Map<String, byte @Nullable []> changes) {
    carrier.locked(() -> {
      Map<String, byte[]> fields = new HashMap<>(own.getOrDefault(kind, nothing()).fields());
      changes.forEach((field, bytes) -> {
        if (bytes == null) {
          fields.remove(field);
        } else {
          fields.put(field, bytes);
        }
      });
      Told all = new Told(version, fields);
      own.put(kind, all);
      up(() -> carrier.tell(self, kind, all));
    });
  }

  private static Told nothing() {
    return new Told(0, Map.of());
  }

  @Override
  public Told told(String node, String kind) {
    return ask(() -> carrier.told(node, kind));
  }

  @Override
  public boolean healthy() {
    return call(() -> started && !cutOff && !dead);
  }

  @Override
  public void close() {
    carrier.locked(() -> {
      if (!dead) {
        die();
        carrier.expire(this);
      }
    });
  }

  /**
   * Asks the carrier something and waits.
   *
   * @throws ClusterException when it can't be reached
   */
  public <T> T ask(Supplier<T> question) {
    T answer =
        call(() -> {
          requireReach();
          return question.get();
        });
    carrier.ways.block(self);
    carrier.locked(this::requireReach);
    return answer;
  }

  private void requireReach() {
    if (cutOff || dead || !started) {
      throw new ClusterException("node: " + self + " (expected: in reach of its carrier)", null);
    }
  }

  /**
   * Asks the carrier something, later and in line with all this node does.
   *
   * @param answer given the answer on the cluster's thread; null when the connection was lost
   */
  public <T> void askLater(Supplier<T> question, Consumer<@Nullable T> answer) {
    carrier.locked(() -> {
      int asked = connection;
      if (cutOff || !started) {
        carrier.ways.down(self, self, () -> answered(asked, null, answer));
        return;
      }
      carrier.ways.up(
          self,
          () ->
              carrier.locked(() -> {
                T found = connection == asked && !dead ? question.get() : null;
                carrier.ways.down(self, self, () -> answered(asked, found, answer));
              }));
    });
  }

  private <T> void answered(int asked, @Nullable T found, Consumer<@Nullable T> answer) {
    if (!call(() -> dead)) {
      answer.accept(call(() -> connection == asked && !cutOff) ? found : null);
    }
  }

  /**
   * Gives all nodes, this one included, something to hear. On the carrier.
   *
   * @param mayComeTwice whether it is something that may
   */
  public void toAll(Consumer<SimulatedCluster> hear, boolean mayComeTwice) {
    carrier.forAll(node -> {
      node.down("log", () -> hear.accept(node));
      if (mayComeTwice && carrier.ways.fate() == Ways.Fate.TWICE) {
        node.down("log again", () -> hear.accept(node));
      }
    });
  }

  private void up(Runnable task) {
    carrier.locked(() -> {
      int asked = connection;
      if (!cutOff && started && !dead) {
        carrier.ways.up(
            self,
            () ->
                carrier.locked(() -> {
                  if (connection == asked && !dead) {
                    task.run();
                  }
                }));
      }
    });
  }

  private void down(String origin, Runnable hear) {
    int sent = connection;
    carrier.ways.down(self, origin, () -> arrive(sent, hear));
  }

  private void arrive(int sent, Runnable hear) {
    boolean[] missed = new boolean[1];
    boolean well =
        call(() -> {
          if (dead) {
            return false;
          }
          if (cutOff || sent != connection) {
            lost = true;
            return false;
          }
          if (carrier.ways.fate() == Ways.Fate.NEVER) {
            // Somebody notices some time, even if nothing more comes.
            carrier.ways.down(self, "loss", this::sayMissed);
            lost = true;
            return false;
          }
          missed[0] = lost;
          lost = false;
          return true;
        });
    if (missed[0]) {
      nodeListeners.forEach(NodeListener::missed);
    }
    if (well) {
      hear.run();
    }
  }

  private void sayMissed() {
    boolean say =
        call(() -> {
          boolean was = lost && !dead && !cutOff;
          lost = lost && !was;
          return was;
        });
    if (say) {
      nodeListeners.forEach(NodeListener::missed);
    }
  }

  // Under the carrier's lock, as all below.

  /** Shows this node a view of all. */
  void lookAtNodes() {
    Map<String, Interest> view = new HashMap<>();
    carrier.forAll(node -> view.put(node.self, node.shown));
    int sent = connection;
    carrier.ways.down(self, NODES, () -> look(view, sent));
  }

  private void look(Map<String, Interest> view, int sent) {
    List<Consumer<NodeListener>> news = new ArrayList<>();
    boolean well =
        call(() -> {
          if (dead || cutOff || sent != connection) {
            return false;
          }
          known.stream()
              .filter(node -> !view.containsKey(node))
              .toList()
              .forEach(node -> {
                known.remove(node);
                news.add(listener -> listener.left(node));
              });
          view.keySet().stream()
              .filter(node -> !node.equals(self) && known.add(node))
              .forEach(node -> news.add(listener -> listener.joined(node)));
          Map<String, Interest> others = new HashMap<>(view);
          others.remove(self);
          interests = others;
          return true;
        });
    if (well) {
      news.forEach(nodeListeners::forEach);
      answer(view);
    }
  }

  /** Says how far it has heard the others, and hears how far it is known itself. */
  private void answer(Map<String, Interest> view) {
    Set<String> others = new HashSet<>(view.keySet());
    others.remove(self);
    up(() ->
        carrier.forOthers(
            self,
            node -> {
              Interest theirs = view.get(node.self);
              if (theirs != null) {
                carrier.ways.down(node.self, NODES, () -> node.heard.heard(self, theirs.number()));
              }
            }));
    Interest own = view.get(self);
    heard.view(own == null ? -1 : own.number(), others);
  }

  void die() {
    dead = true;
    connection++;
    carrier.ways.stop(self);
  }

  void disconnect() {
    if (!cutOff) {
      cutOff = true;
      connection++;
      interests = null;
    }
  }

  void reconnect() {
    if (dead || !started || !cutOff) {
      return;
    }
    cutOff = false;
    rejoin();
  }

  /** Makes itself known again, with all it told. */
  void rejoin() {
    lost = true;
    up(() -> {
      shown = said;
      tellAll();
      carrier.register(this);
      lookAtNodes();
      carrier.ways.down(self, "loss", this::sayMissed);
    });
  }

  private void tellAll() {
    own.forEach((kind, all) -> carrier.tell(self, kind, all));
  }

  int connection() {
    return connection;
  }

  boolean isCutOff(int since) {
    return cutOff && connection == since;
  }

  private <T> T call(Supplier<T> section) {
    carrier.lock.lock();
    try {
      return section.get();
    } finally {
      carrier.lock.unlock();
    }
  }
}
