package dev.carillon.bus.redis;

import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.SharedLog;
import io.lettuce.core.RedisFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log as a stream of Redis. One script finds the record's place, keeps the record, remembers
 * the origin's number and publishes the record, so all of that happens or nothing.
 *
 * <p>Redis remembers the newest 1,024 places of an origin, for a day after its last record: no more
 * of its records are on their way at one time.
 */
public final class RedisLog implements SharedLog {
  private static final int KEPT = 10_000;
  private static final int ON_THE_WAY = 1_024;
  private static final long ORIGIN_MILLIS = Duration.ofDays(1).toMillis();
  private static final int FIELDS = 4;

  private final RedisCluster cluster;
  private final Names names;
  private final List<String> keys;
  private final List<String> appendKeys;
  private final ReentrantLock lock = new ReentrantLock();
  private int onTheWay;

  /** The log of a cluster that is not started yet. */
  public RedisLog(RedisCluster cluster) {
    this.cluster = cluster;
    this.names = cluster.names();
    this.keys = List.of(names.logHead(), names.log());
    this.appendKeys = List.of(names.logHead(), names.log(), names.origin(cluster.self()));
  }

  @Override
  public void listen(Consumer<Entry> listener) {
    cluster.listenToRecords(envelope -> listener.accept(entry(envelope)));
  }

  @Override
  public void append(
      long number, long first, byte[] bytes, Offset seen, Consumer<Appended> answer) {
    Link link = cluster.carrier().link(Tags.LOG);
    Wire wire = link == null ? null : link.sayable();
    if (link == null || wire == null) {
      answer.accept(new Appended.Unknown("Redis can't be reached"));
      return;
    }
    RedisFuture<List<Object>> sent = null;
    lock.lock();
    try {
      if (onTheWay < ON_THE_WAY && wire.take(bytes.length)) {
        onTheWay++;
        sent = send(wire, number, first, bytes, seen);
      }
    } finally {
      lock.unlock();
    }
    if (sent == null) {
      answer.accept(new Appended.Unknown("too much is on its way"));
      return;
    }
    sent.whenComplete((result, e) -> {
      Appended appended = appended(result, e);
      arrived();
      wire.arrived(bytes.length);
      if (e != null) {
        cluster.carrier().failed(link, wire, e);
      }
      answer.accept(appended);
    });
  }

  @Override
  public Optional<List<Entry>> after(Offset place, int max) {
    List<Object> flat =
        cluster
            .carrier()
            .ask(Tags.LOG, Script.AFTER, keys, Bytes.of(place.sequence()), Bytes.of(max));
    Offset head = place(flat);
    if (head == null || head.epoch() != place.epoch() || head.sequence() < place.sequence()) {
      return Optional.empty();
    }
    List<Entry> entries = entries(flat, head.epoch());
    long next = place.sequence() + 1;
    for (Entry entry : entries) {
      if (entry.offset().sequence() != next++) {
        return Optional.empty();
      }
    }
    return entries.isEmpty() && max > 0 && head.sequence() > place.sequence()
        ? Optional.empty()
        : Optional.of(entries);
  }

  @Override
  public List<Entry> newest(int max) {
    List<Object> flat = cluster.carrier().ask(Tags.LOG, Script.NEWEST, keys, Bytes.of(max));
    Offset head = place(flat);
    if (head == null) {
      return List.of();
    }
    List<Entry> unbroken = new ArrayList<>();
    long next = head.sequence();
    for (Entry entry : entries(flat, head.epoch())) {
      if (entry.offset().sequence() != next--) {
        break;
      }
      unbroken.add(entry);
    }
    return List.copyOf(unbroken.reversed());
  }

  @Override
  public Offset head(Offset seen) {
    List<Object> flat =
        cluster
            .carrier()
            .ask(Tags.LOG, Script.HEAD, keys, Bytes.of(seen.epoch()), Bytes.of(seen.sequence()));
    Offset head = place(flat);
    if (head == null) {
      throw new IllegalStateException("the script always answers with a place");
    }
    return head;
  }

  private RedisFuture<List<Object>> send(
      Wire wire, long number, long first, byte[] bytes, Offset seen) {
    return wire.values(
        Script.APPEND,
        appendKeys,
        Bytes.of(seen.epoch()),
        Bytes.of(seen.sequence()),
        wire.publishWord(),
        Bytes.of(names.records()),
        Envelope.header(Envelope.Kind.RECORD, 0, cluster.self()),
        Bytes.of(number),
        Bytes.of(first),
        bytes,
        Bytes.of(KEPT),
        Bytes.of(ON_THE_WAY),
        Bytes.of(ORIGIN_MILLIS));
  }

  private void arrived() {
    lock.lock();
    try {
      onTheWay--;
    } finally {
      lock.unlock();
    }
  }

  private static Appended appended(@Nullable List<Object> result, @Nullable Throwable e) {
    if (e != null || result == null) {
      return new Appended.Unknown(e == null ? "no answer" : Failures.text(e));
    }
    Offset place = place(result);
    return place == null
        ? new Appended.Unknown(Bytes.text((byte[]) result.getFirst()))
        : new Appended.At(place);
  }

  private static @Nullable Offset place(List<Object> flat) {
    return flat.size() < 2
        ? null
        : new Offset(Bytes.number((byte[]) flat.get(0)), Bytes.number((byte[]) flat.get(1)));
  }

  /** Those of a version that is not known here are left out, which shows as a gap. */
  private static List<Entry> entries(List<Object> flat, long epoch) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 2; i + FIELDS <= flat.size(); i += FIELDS) {
      Envelope header = Envelope.decoded((byte[]) flat.get(i + 1));
      if (header != null) {
        String id = Bytes.text((byte[]) flat.get(i));
        long sequence = Long.parseLong(id.substring(0, id.indexOf('-')));
        entries.add(
            new Entry(
                new Offset(epoch, sequence),
                header.from(),
                Bytes.number((byte[]) flat.get(i + 2)),
                (byte[]) flat.get(i + 3)));
      }
    }
    return entries;
  }

  /** Reads {@code epoch|sequence|number|bytes}. */
  private static Entry entry(Envelope envelope) {
    byte[] all = envelope.bytes();
    long[] numbers = new long[3];
    int at = 0;
    for (int i = 0; i < numbers.length; i++) {
      int end = at;
      while (all[end] != '|') {
        end++;
      }
      numbers[i] = Long.parseLong(new String(all, at, end - at, StandardCharsets.US_ASCII));
      at = end + 1;
    }
    byte[] bytes = Arrays.copyOfRange(all, at, all.length);
    return new Entry(new Offset(numbers[0], numbers[1]), envelope.from(), numbers[2], bytes);
  }
}
