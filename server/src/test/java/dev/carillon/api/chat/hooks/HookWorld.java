package dev.carillon.api.chat.hooks;

import dev.carillon.api.chat.ChatSetting;
import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sqlite.SqliteDatabase;
import dev.carillon.testkit.FakeClock;
import dev.carillon.webhooks.Attempt;
import dev.carillon.webhooks.Progress;
import dev.carillon.webhooks.Webhook;
import dev.carillon.webhooks.Webhook.Outgoing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A channel in a real store, and deliveries whose threads are turned by hand: {@link #run} does all
 * that is to do at the clock's time.
 */
final class HookWorld implements AutoCloseable {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** Three events are kept of a channel. */
  private static final ChatSettings RULES = new ChatSettings(300, 4_000, 10, 50, 3, 7);

  final FakeClock clock = new FakeClock(Instant.parse("2026-11-21T12:00:00Z"));
  final SqliteDatabase database;
  final Chat chat;
  final String channelId;
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AddressRule rule;
  private final Relay relay = new Relay();
  private final SimulatedCarrier carrier = SimulatedCarrier.plain();
  private Deliveries deliveries;

  HookWorld(Path folder, AddressRule rule) {
    this.rule = rule;
    database = SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime);
    deliveries = newDeliveries(null);
    relay.to(deliveries);
    chat = Chat.over(database.chat(), relay, RULES, new Random(1));
    channelId = ChatSetting.in(chat).channelId();
  }

  private Deliveries newDeliveries(@Nullable Cluster cluster) {
    return new Deliveries(
        new Deliveries.Ports(
            database.webhooks(),
            database.chat(),
            new HttpPost(
                rule, Duration.ofSeconds(2), (SSLSocketFactory) SSLSocketFactory.getDefault()),
            clock,
            System::nanoTime,
            new Random(1),
            tasks::add),
        cluster);
  }

  /** From now on there are two nodes; what happens in the chat happens at the first one. */
  Deliveries secondNode() {
    goOnAt(newNode("a"));
    Deliveries second = newNode("b");
    second.start();
    run();
    return second;
  }

  private Deliveries newNode(String name) {
    SimulatedCluster node = carrier.node(name);
    Deliveries made = newDeliveries(node);
    node.start();
    return made;
  }

  /** From now on what happens in the chat happens at another node. */
  void goOnAt(Deliveries other) {
    deliveries = other;
    relay.to(other);
    other.start();
    run();
  }

  /** The first node ends in good order. */
  void stop() {
    deliveries.stop();
  }

  /** Another process over the same store. */
  void restart() {
    deliveries.stop();
    tasks.clear();
    deliveries = newDeliveries(null);
    relay.to(deliveries);
    deliveries.start();
    run();
  }

  Webhook hook(String url, String... events) {
    long seq = valueOf(chat.channels().get(ChatSetting.JOHN, channelId)).lastSeq();
    Outgoing to = new Outgoing(url, List.of(events), SECRET, Progress.after(seq));
    String id = Ids.next(clock.millis(), new Random());
    Webhook hook =
        new Webhook(id, Ids.NIL, channelId, "hook", ChatSetting.JOHN, clock.millis(), to);
    boolean _ = database.webhooks().insert(hook, 99);
    deliveries.look(hook);
    run();
    return hook;
  }

  Message send(String content) {
    Message sent = send(SendMessage.text(channelId, ChatSetting.JOHN, content));
    run();
    return sent;
  }

  Message send(SendMessage command) {
    return valueOf(chat.messages().send(command, clock.millis(), _ -> {}));
  }

  /** Of what was done. */
  static <T> T valueOf(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Done<T>(T value)) {
      return value;
    }
    throw new AssertionError(outcome);
  }

  void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Lets time pass, as the timer does. */
  void pass(Duration time) {
    clock.advance(time);
    deliveries.tick();
    run();
  }

  void switchOn(Webhook hook) {
    database.webhooks().switched(hook.id(), progress(hook).switched(true));
    deliveries.look(hook);
    run();
  }

  void delete(Webhook hook) {
    boolean _ = database.webhooks().delete(hook.id());
    deliveries.forget(hook);
  }

  Progress progress(Webhook hook) {
    return of(hook, found -> ((Outgoing) found.kind()).progress());
  }

  private <T> T of(Webhook hook, Function<Webhook, T> work) {
    return work.apply(database.webhooks().find(hook.id()).orElseThrow());
  }

  /** Why calls failed, the first one first; an empty text for one that did not. */
  List<String> errors(Webhook hook) {
    return database.webhooks().attempts(hook.id(), 99).reversed().stream()
        .map(Attempt::error)
        .map(error -> error == null ? "" : error)
        .toList();
  }

  @Override
  public void close() {
    database.close();
  }
}
