package dev.carillon.bus.redis;

import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.SharedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log as a stream of Redis. One script finds the records' places, keeps the records, remembers
 * the origin's numbers and publishes the records, so all of that happens or nothing.
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
    cluster.listenToRecords(envelope -> read(envelope, listener));
  }

  @Override
  public void append(Batch batch, Offset seen, Consumer<Appended> answer) {
    Link link = cluster.carrier().link(Tags.LOG);
    Wire wire = link == null ? null : link.sayable();
    if (link == null || wire == null) {
      answer.accept(Appended.unknown("Redis can't be reached"));
      return;
    }
    int count = batch.records().size();
    int bytes = batch.records().stream().mapToInt(record -> record.length).sum();
    CompletableFuture<List<Object>> sent = null;
    lock.lock();
    try {
      if (onTheWay + count <= ON_THE_WAY && wire.take(bytes)) {
        onTheWay += count;
        sent = send(wire, batch, seen);
      }
    } finally {
      lock.unlock();
    }
    if (sent == null) {
      answer.accept(Appended.unknown("too much is on its way"));
      return;
    }
    CompletionStage<List<Object>> _ =
        sent.whenComplete((result, e) -> {
          Appended appended = appended(count, result, e);
          arrived(count);
          wire.arrived(bytes);
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

  private CompletableFuture<List<Object>> send(Wire wire, Batch batch, Offset seen) {
    List<byte[]> args = new ArrayList<>();
    args.add(Bytes.of(seen.epoch()));
    args.add(Bytes.of(seen.sequence()));
    args.add(wire.publishWord());
    args.add(Bytes.of(names.records()));
    args.add(Envelope.header(Envelope.Kind.RECORDS, 0, cluster.self()));
    args.add(Bytes.of(batch.number()));
    args.add(Bytes.of(batch.first()));
    args.add(Bytes.of(KEPT));
    args.add(Bytes.of(ON_THE_WAY));
    args.add(Bytes.of(ORIGIN_MILLIS));
    args.addAll(batch.records());
    return wire.values(Script.APPEND, appendKeys, args.toArray(byte[][]::new));
  }

  private void arrived(int count) {
    lock.lock();
    try {
      onTheWay -= count;
    } finally {
      lock.unlock();
    }
  }

  /** Of an epoch and the sequences of the first records. */
  private static Appended appended(
      int count, @Nullable List<Object> result, @Nullable Throwable e) {
    if (e != null || result == null) {
      return Appended.unknown(e == null ? "no answer" : Failures.text(e));
    }
    long epoch = Bytes.number((byte[]) result.getFirst());
    List<Offset> places =
        result.stream()
            .skip(1)
            .map(sequence -> new Offset(epoch, Bytes.number((byte[]) sequence)))
            .toList();
    return new Appended(places, places.size() == count ? "" : "one before it has no place");
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

  /** Reads epoch, sequence and number of the first record, then length and bytes of each. */
  private static void read(Envelope envelope, Consumer<Entry> listener) {
    byte[] all = envelope.bytes();
    Cursor at = new Cursor(all);
    long epoch = at.number();
    long sequence = at.number();
    long number = at.number();
    while (at.position < all.length) {
      byte[] bytes = at.bytes();
      listener.accept(new Entry(new Offset(epoch, sequence++), envelope.from(), number++, bytes));
    }
  }

  /** Goes through numbers, each with a bar behind it, and bytes, which have one if more follows. */
  private static final class Cursor {
    private final byte[] all;
    private int position;

    Cursor(byte[] all) {
      this.all = all;
    }

    long number() {
      long number = 0;
      while (all[position] != '|') {
        number = number * 10 + all[position++] - '0';
      }
      position++;
      return number;
    }

    byte[] bytes() {
      int length = Math.toIntExact(number());
      byte[] bytes = Arrays.copyOfRange(all, position, position + length);
      position += length + 1;
      return bytes;
    }
  }
}
