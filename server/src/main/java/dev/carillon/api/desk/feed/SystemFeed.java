package dev.carillon.api.desk.feed;

import dev.carillon.api.desk.feed.Condition.Health;
import dev.carillon.api.desk.format.Times;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The status of the server and of its components: told when it changes, and again after a while.
 * Any thread: a short lock gives all who listen one order.
 */
public final class SystemFeed {
  /** Without these nobody can trade (row 14). */
  private static final Set<String> CRITICAL = Set.of("database", "matching");

  private static final Topic TOPIC = Channel.SYSTEM.topic();
  private static final String ALL_IS_WELL = "All systems operational";

  private final ReentrantLock lock = new ReentrantLock();
  private final Publisher publisher;
  private final long repeatMillis;
  private Map<String, Condition> components = Map.of();
  private long lookedMillis;
  private long repeatAtMillis;

  SystemFeed(Publisher publisher, long repeatMillis) {
    this.publisher = publisher;
    this.repeatMillis = repeatMillis;
  }

  /** Somebody has looked how the components are, in the order in which they are shown. */
  public void looked(Map<String, Condition> found, long nowMillis) {
    lock.lock();
    try {
      lookedMillis = nowMillis;
      boolean same = found.equals(components);
      components = new LinkedHashMap<>(found);
      if (same && nowMillis < repeatAtMillis) {
        return;
      }
      repeatAtMillis = nowMillis + repeatMillis;
      if (publisher.isHeard(TOPIC)) {
        publisher.publish(TOPIC, Channel.SYSTEM, null, message(nowMillis), nowMillis);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Where subscribers begin who want nothing else; as {@link DeskFeed#start}. */
  public void start(List<Wish> wishes, Consumer<List<Start>> then) {
    List<Start> starts = new ArrayList<>();
    wishes.forEach(_ -> starts.add(new Start.Begun(List.of())));
    start(wishes, starts, then);
  }

  /** Adds what subscribers of this channel begin with to what the others begin with. */
  void start(List<Wish> wishes, List<Start> starts, Consumer<List<Start>> then) {
    if (wishes.stream().allMatch(wish -> wish.channel().isOfDesk())) {
      then.accept(starts);
      return;
    }
    lock.lock();
    try {
      for (int i = 0; i < wishes.size(); i++) {
        if (!wishes.get(i).channel().isOfDesk() && !components.isEmpty()) {
          starts.set(i, new Start.Begun(List.of(message(lookedMillis))));
        }
      }
      then.accept(starts);
    } finally {
      lock.unlock();
    }
  }

  private Payload message(long nowMillis) {
    return publisher.message(Channel.SYSTEM, nowMillis, json -> members(json, nowMillis));
  }

  private void members(JsonWriter json, long nowMillis) {
    json.field("status", overall().name()).name("components").beginObject();
    components.forEach((name, condition) -> json.field(name, condition.health().name()));
    json.endObject().field("message", text());
    Times.time(json, "timestamp", nowMillis);
  }

  private Health overall() {
    boolean criticalDown = anyIs(Health.DOWN, true);
    if (criticalDown) {
      return Health.DOWN;
    }
    boolean degraded = anyIs(Health.DEGRADED, true) || anyIs(Health.DOWN, false);
    return degraded ? Health.DEGRADED : Health.HEALTHY;
  }

  private boolean anyIs(Health health, boolean critical) {
    return components.entrySet().stream()
        .anyMatch(component ->
            component.getValue().health() == health
                && CRITICAL.contains(component.getKey()) == critical);
  }

  private String text() {
    String issues =
        components.values().stream()
            .map(Condition::message)
            .filter(message -> !message.isEmpty())
            .collect(Collectors.joining("; "));
    return issues.isEmpty() ? ALL_IS_WELL : issues;
  }
}
