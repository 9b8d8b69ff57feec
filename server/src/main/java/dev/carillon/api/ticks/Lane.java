package dev.carillon.api.ticks;

import dev.carillon.core.hub.Shard;
import dev.carillon.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels of one event loop, in slices of the window. Confined to the loop, but for {@link
 * #due}.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final Shard shard;
  private final List<List<TicksChannel>> slices = new ArrayList<>();
  private final Runnable visit = this::visit;

  /** The slices that wait to be visited, a bit each: one that is late is not visited twice. */
  private final AtomicLong waiting = new AtomicLong();

  private final JsonWriter json = new JsonWriter(16 << 10);
  private volatile int channels;

  Lane(Shard shard, int slices) {
    this.shard = shard;
    for (int i = 0; i < slices; i++) {
      this.slices.add(new ArrayList<>());
    }
  }

  /** Takes a channel into the slice with the fewest. */
  void add(TicksChannel channel) {
    int fewest = 0;
    for (int i = 1; i < slices.size(); i++) {
      if (slices.get(i).size() < slices.get(fewest).size()) {
        fewest = i;
      }
    }
    slices.get(fewest).add(channel);
    count();
  }

  void remove(TicksChannel channel) {
    slices.forEach(slice -> slice.remove(channel));
    count();
  }

  /** The time of a slice has come. Any thread. */
  void due(int slice) {
    if (channels > 0 && waiting.getAndUpdate(set -> set | 1L << slice) == 0) {
      shard.run(visit);
    }
  }

  private void visit() {
    long due = waiting.getAndSet(0);
    for (int i = 0; i < slices.size(); i++) {
      if ((due & 1L << i) != 0) {
        // A copy: who is closed by what is sent leaves meanwhile.
        List.copyOf(slices.get(i)).forEach(this::visit);
      }
    }
  }

  private void visit(TicksChannel channel) {
    try {
      channel.window(json);
    } catch (RuntimeException bug) {
      LOG.error("a window of a ticks channel failed", bug);
    }
  }

  private void count() {
    channels = slices.stream().mapToInt(List::size).sum();
  }
}
