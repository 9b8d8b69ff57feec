package dev.carillon.api.chat.hooks;

import dev.carillon.chat.ChatListener;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.webhooks.Attempt;
import dev.carillon.webhooks.Webhook;
import dev.carillon.webhooks.Webhook.Outgoing;
import dev.carillon.webhooks.WebhookStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what happens in channels to their outgoing webhooks, each event at least once and in
 * order, one at a time for each webhook. Any thread.
 *
 * <p>Nothing is queued here: a webhook has a place in its channel's log of events, which was
 * committed with the change itself, and reads on from there. So what was committed is delivered
 * also after a kill, and what waits takes no memory.
 */
public final class Deliveries implements ChatListener {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** What a webhook may be called for; all that a channel tells its readers and keeps. */
  public static final Set<String> EVENTS =
      Set.of(
          "new_message",
          "thread_reply",
          "message_updated",
          "message_deleted",
          "reaction_added",
          "reaction_removed",
          "thread_started",
          "message_pinned",
          "message_unpinned",
          "user_joined",
          "user_left",
          "channel_updated");

  /** Calls at the same time, of all webhooks. */
  private static final int MAX_CALLS = 64;

  /** Under it nodes tell of channels in which something happened. */
  private static final String SUBJECT = "hooks";

  /** After a failure of our own, such as of the store. */
  private static final long PAUSE_MILLIS = 5_000;

  private final Ports ports;
  private final @Nullable Cluster cluster;
  private final Turns ours;
  private final Sender sender;
  private final Semaphore turns = new Semaphore(MAX_CALLS);

  /** By channel, and there by webhook. */
  private final Map<String, Map<String, Line>> lines = new ConcurrentHashMap<>();

  private volatile boolean isStopped;

  /**
   * What it works with.
   *
   * @param random spreads what is tried again
   * @param threads a thread for each task; tasks block
   */
  public record Ports(
      WebhookStore hooks,
      ChatStore chat,
      HttpPost http,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random,
      Executor threads) {}

  /**
   * @param cluster whose nodes share the store, not started yet; null: there are no others
   */
  public Deliveries(Ports ports, @Nullable Cluster cluster) {
    this.ports = ports;
    this.cluster = cluster;
    this.ours = new Turns(ports.hooks(), ports.clock(), cluster == null ? null : cluster.self());
    this.sender = new Sender(ports, ours);
    if (cluster != null) {
      cluster.listen(SUBJECT, (_, note) -> happened(new String(note, StandardCharsets.UTF_8)));
    }
  }

  /** Goes on where an earlier process ended. Blocks on the store. */
  public void start() {
    ports.hooks().enabled().forEach(this::look);
  }

  /** Begins nothing new, and lets other nodes go on. */
  public void stop() {
    isStopped = true;
    all().filter(Line::call).forEach(this::give);
  }

  /**
   * Looks for webhooks that were made or switched on at other nodes, and for events that nobody
   * told of. To be called now and then when there are other nodes; blocks on the store.
   */
  public void refresh() {
    for (Webhook hook : ports.hooks().enabled()) {
      Line line = line(hook);
      if (line.isPausedForEver()) {
        line.pauseUntil(0);
      }
      if (!line.isPaused()) {
        call(line);
      }
    }
  }

  /** A webhook was made, changed or switched: looks what there is to send, at once. */
  public void look(Webhook hook) {
    Line line = line(hook);
    line.pauseUntil(0);
    call(line);
  }

  private Line line(Webhook hook) {
    Map<String, Line> ofChannel = lines.compute(hook.channelId(), (_, known) -> with(known, hook));
    return Objects.requireNonNull(ofChannel.get(hook.id()));
  }

  private static Map<String, Line> with(@Nullable Map<String, Line> known, Webhook hook) {
    Map<String, Line> ofChannel = known == null ? new ConcurrentHashMap<>() : known;
    ofChannel.computeIfAbsent(hook.id(), id -> new Line(id, hook.channelId()));
    return ofChannel;
  }

  /** A webhook was deleted. */
  public void forget(Webhook hook) {
    lines.computeIfPresent(
        hook.channelId(),
        (_, ofChannel) -> {
          ofChannel.remove(hook.id());
          return ofChannel.isEmpty() ? null : ofChannel;
        });
  }

  /** Sends an event of its own, now, and remembers what became of it. Blocks. */
  public Attempt ping(Webhook hook, Outgoing to) {
    Attempt attempt = sender.ping(hook, to);
    ports.hooks().remember(hook.id(), attempt);
    return attempt;
  }

  /** Tries again what is due. To be called several times a second; does not block. */
  public void tick() {
    long now = ports.clock().millis();
    all().filter(line -> line.resumes(now)).forEach(this::call);
  }

  private Stream<Line> all() {
    return lines.values().stream().map(Map::values).flatMap(Collection::stream);
  }

  @Override
  public void changed(ChatEvent event) {
    if (cluster != null && lines.containsKey(event.channelId())) {
      // Who sends to these webhooks now is perhaps another node.
      cluster.post(SUBJECT, event.channelId().getBytes(StandardCharsets.UTF_8));
    }
    happened(event.channelId());
  }

  private void happened(String channelId) {
    @Nullable Map<String, Line> ofChannel = lines.get(channelId);
    if (ofChannel != null) {
      ofChannel.values().stream().filter(line -> !line.isPaused()).forEach(this::call);
    }
  }

  @Override
  public void changed(WorkspaceEvent event) {}

  @Override
  public void read(ReadMark mark) {}

  private void call(Line line) {
    if (line.call()) {
      ports.threads().execute(() -> work(line));
    }
  }

  private void work(Line line) {
    turns.acquireUninterruptibly();
    try {
      int seen;
      do {
        seen = line.calls();
        attempt(line);
      } while (!line.isQuiet(seen));
      if (isStopped && line.call()) {
        give(line);
      }
    } finally {
      turns.release();
    }
  }

  /** Nothing is sent any more; for ever, since the line was called and nobody works on it. */
  private void give(Line line) {
    try {
      ours.give(line);
    } catch (RuntimeException e) {
      LOG.debug("webhook {}: its lease ends by itself", line.hookId(), e);
    }
  }

  /** A failure of ours must not end the webhook: its line is tried again. */
  private void attempt(Line line) {
    try {
      boolean more = true;
      while (more && !isStopped) {
        more = sender.send(line);
      }
    } catch (RuntimeException e) {
      if (!isStopped) {
        LOG.warn("webhook {}: {}", line.hookId(), e.toString());
        line.pauseUntil(ports.clock().millis() + PAUSE_MILLIS);
      }
    }
  }
}
