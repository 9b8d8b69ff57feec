package dev.carillon.bus.redis;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.core.cluster.NoteListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster whose nodes speak through Redis: a channel for each partition, one for all subjects and
 * the view of the nodes, one for each node.
 *
 * <p>What is sent while Redis can't be reached is lost, and so is what comes when 16,384 messages
 * or 16 MiB wait for the listeners; that {@code missed} is called then is certain, for the sender
 * counts its losses and says with each message how many there were.
 */
public final class RedisCluster implements Cluster {
  private final String self;
  private final Names names;
  private final Carrier carrier;
  private final Members members;
  private final Answers answers;
  private final Deliveries deliveries;
  private final Signal leaseSignal = new Signal();
  private final Tellings tellings;
  private final Lease lease;
  private final Map<String, NoteListener> subjects = new ConcurrentHashMap<>();
  private volatile @Nullable NoteListener partitions;
  private volatile @Nullable Consumer<Envelope> records;

  /**
   * @param self the node's name: another one after each start, {@code [a-z0-9-]{1,40}}
   */
  public RedisCluster(RedisSettings settings, String self) {
    if (!self.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("self: " + self + " (expected: [a-z0-9-]{1,40})");
    }
    this.self = self;
    this.names = new Names(settings.prefix(), self);
    this.members = new Members(self);
    this.deliveries = new Deliveries(self, new Delivering());
    this.carrier = new Carrier(settings, self, names, new Hearing());
    this.answers = new Answers(self, this::answer);
    this.tellings = new Tellings(names, self, leaseSignal::give);
    this.lease =
        new Lease(
            carrier,
            names,
            new Lease.Identity(self, settings.times(), leaseSignal),
            tellings,
            deliveries::missed);
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public Set<String> others() {
    return members.others();
  }

  @Override
  public void listen(NodeListener listener) {
    members.listen(listener);
  }

  @Override
  public void listen(String subject, NoteListener listener) {
    if (subjects.putIfAbsent(subject, listener) != null) {
      throw new IllegalStateException("somebody listens to " + subject + " already");
    }
  }

  @Override
  public void listenToPartitions(NoteListener listener) {
    if (partitions != null) {
      throw new IllegalStateException("somebody listens to partitions already");
    }
    partitions = listener;
  }

  @Override
  public void start() {
    deliveries.start();
    carrier.start();
    lease.start();
  }

  @Override
  public void interest(long mask, Runnable known) {
    carrier.interest(new Carrier.Interest(mask, answers.own(known)));
  }

  private boolean answer(String node, long number) {
    return carrier.publish(Tags.CONTROL, names.inbox(node), Envelope.heard(self, Bytes.of(number)));
  }

  @Override
  public void post(String subject, byte[] note) {
    carrier.publish(
        Tags.CONTROL, names.control(), Envelope.note(carrier.losses(), self, subject, note));
  }

  @Override
  public boolean wants(int partition) {
    return (members.wanted() & (1L << partition)) != 0;
  }

  @Override
  public void post(int partition, byte[] note) {
    if (wants(partition)) {
      carrier.publish(
          partition,
          names.partition(partition),
          Envelope.partition(partition, carrier.losses(), self, note));
    }
  }

  @Override
  public void send(String node, String subject, byte[] note) {
    carrier.publish(
        Tags.CONTROL, names.inbox(node), Envelope.note(carrier.losses(), self, subject, note));
  }

  @Override
  public void tell(String kind, long version, Map<String, byte @Nullable []> changes) {
    tellings.tell(kind, version, changes);
  }

  @Override
  public Told told(String node, String kind) {
    List<Object> flat =
        carrier.ask(Tags.CONTROL, Script.TOLD, List.of(names.lease(node), names.told(node, kind)));
    long version = 0;
    Map<String, byte[]> fields = new HashMap<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      String name = Bytes.text((byte[]) flat.get(i));
      byte[] value = (byte[]) flat.get(i + 1);
      if (name.equals("v")) {
        version = Bytes.number(value);
      } else {
        fields.put(name.substring(1), value);
      }
    }
    return new Told(version, fields);
  }

  @Override
  public boolean healthy() {
    return carrier.healthy();
  }

  /** How the way to the others is, in figures. */
  public RedisHealth health() {
    return carrier.health(deliveries.dropped());
  }

  @Override
  public void close() {
    lease.close();
    carrier.close();
    deliveries.close();
  }

  Carrier carrier() {
    return carrier;
  }

  Names names() {
    return names;
  }

  /** Names who hears the log's records. */
  void listenToRecords(Consumer<Envelope> listener) {
    if (records != null) {
      throw new IllegalStateException("somebody listens to the log already");
    }
    records = listener;
  }

  /** On the client library's threads. */
  private final class Hearing implements Carrier.Owner {
    @Override
    public void heard(Envelope envelope) {
      boolean own = envelope.from().equals(self);
      if (envelope.kind() == Envelope.Kind.VIEW) {
        View view = View.parsed(envelope.text());
        members.glimpse(view);
        answers.glimpse(view);
        if (!view.members().containsKey(self)) {
          leaseSignal.give();
        }
      } else if (envelope.kind() == Envelope.Kind.HEARD) {
        answers.heard(envelope.from(), Bytes.number(envelope.bytes()));
        return;
      } else if (own && envelope.kind() != Envelope.Kind.RECORDS) {
        return;
      }
      deliveries.offer(envelope);
    }

    @Override
    public void missed() {
      deliveries.missed();
    }

    @Override
    public void changed() {
      leaseSignal.give();
    }

    @Override
    public void down() {
      members.doubt();
      answers.doubt();
    }
  }

  /** On the cluster's thread. */
  private final class Delivering implements Deliveries.Listener {
    @Override
    public void on(Envelope envelope) {
      if (envelope.kind() == Envelope.Kind.VIEW) {
        members.apply(View.parsed(envelope.text()));
        return;
      }
      if (envelope.kind() == Envelope.Kind.RECORDS) {
        Consumer<Envelope> to = records;
        if (to != null) {
          to.accept(envelope);
        }
        return;
      }
      members.heard(envelope.from(), envelope.losses());
      NoteListener to =
          envelope.kind() == Envelope.Kind.PARTITION
              ? partitions
              : subjects.get(envelope.subject());
      if (to != null) {
        to.onNote(envelope.from(), envelope.bytes());
      }
    }

    @Override
    public void missed() {
      members.missed();
    }
  }
}
