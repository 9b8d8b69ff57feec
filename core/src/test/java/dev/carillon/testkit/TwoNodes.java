package dev.carillon.testkit;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.core.cluster.NoteListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two nodes of a cluster on one thread: a note is there at once, or is lost. */
public final class TwoNodes {
  public final End first = new End("first");
  public final End second = new End("second");
  private boolean isCut;

  /** Both are there, and reach each other. */
  public TwoNodes() {
    first.other = second;
    second.other = first;
  }

  /** From now on notes are lost. */
  public void cut() {
    isCut = true;
  }

  /** Notes come again, and both hear that some did not. */
  public void mend() {
    isCut = false;
    first.nodes.forEach(NodeListener::missed);
    second.nodes.forEach(NodeListener::missed);
  }

  /** One node's side. */
  public final class End implements Cluster {
    private final String name;
    private final Map<String, NoteListener> subjects = new HashMap<>();
    private final List<NodeListener> nodes = new ArrayList<>();
    private final Map<String, Told> told = new HashMap<>();
    private @Nullable End other;

    private End(String name) {
      this.name = name;
    }

    @Override
    public String self() {
      return name;
    }

    @Override
    public Set<String> others() {
      return Set.of(Objects.requireNonNull(other).name);
    }

    @Override
    public void listen(NodeListener listener) {
      nodes.add(listener);
    }

    @Override
    public void listen(String subject, NoteListener listener) {
      subjects.put(subject, listener);
    }

    @Override
    public void listenToPartitions(NoteListener listener) {}

    @Override
    public void start() {}

    @Override
    public void interest(long mask, Runnable known) {
      known.run();
    }

    @Override
    public void post(String subject, byte[] note) {
      if (!isCut) {
        Objects.requireNonNull(Objects.requireNonNull(other).subjects.get(subject))
            .onNote(name, note);
      }
    }

    @Override
    public boolean wants(int partition) {
      return true;
    }

    @Override
    public void post(int partition, byte[] note) {}

    @Override
    public void send(String node, String subject, byte[] note) {
      post(subject, note);
    }

    @Override
    public void tell(String kind, long version, Map<String, byte @Nullable []> changes) {
      Map<String, byte[]> fields = new HashMap<>(told(name, kind).fields());
      changes.forEach((field, bytes) -> {
        if (bytes == null) {
          fields.remove(field);
        } else {
          fields.put(field, bytes);
        }
      });
      told.put(kind, new Told(version, fields));
    }

    @Override
    public Told told(String node, String kind) {
      End of = node.equals(name) ? this : Objects.requireNonNull(other);
      return of.told.getOrDefault(kind, new Told(0, Map.of()));
    }

    @Override
    public boolean healthy() {
      return !isCut;
    }

    @Override
    public void close() {}
  }
}
