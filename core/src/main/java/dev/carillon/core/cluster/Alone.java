package dev.carillon.core.cluster;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cluster of one node: nobody is there to hear anything. */
public final class Alone implements Cluster {
  private final String self;

  /**
   * @param self the node's name
   */
  public Alone(String self) {
    this.self = self;
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public Set<String> others() {
    return Set.of();
  }

  @Override
  public void listen(NodeListener listener) {}

  @Override
  public void listen(String subject, NoteListener listener) {}

  @Override
  public void listenToPartitions(NoteListener listener) {}

  @Override
  public void start() {}

  @Override
  public void interest(long mask, Runnable known) {
    known.run();
  }

  @Override
  public boolean wants(int partition) {
    return false;
  }

  @Override
  public void post(String subject, byte[] note) {}

  @Override
  public void post(int partition, byte[] note) {}

  @Override
  public void send(String node, String subject, byte[] note) {}

  @Override
  public void tell(String kind, long version, Map<String, byte @Nullable []> changes) {}

  @Override
  public Told told(String node, String kind) {
    return new Told(0, Map.of());
  }

  @Override
  public boolean healthy() {
    return true;
  }

  @Override
  public void close() {}
}
