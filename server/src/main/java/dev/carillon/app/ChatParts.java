package dev.carillon.app;

import dev.carillon.api.chat.ChatApi;
import dev.carillon.api.chat.hooks.AddressRule;
import dev.carillon.api.chat.hooks.Deliveries;
import dev.carillon.api.chat.hooks.HttpPost;
import dev.carillon.api.chat.rest.ChatRest;
import dev.carillon.api.chat.rest.UploadSweep;
import dev.carillon.api.topics.TopicsApi;
import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.bridge.ChatBridge;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.demo.DemoBot;
import dev.carillon.demo.DemoChat;
import dev.carillon.files.FileStore;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Route;
import dev.carillon.identity.User;
import dev.carillon.storage.Database;
import dev.carillon.storage.files.FolderFileStore;
import dev.carillon.storage.postgres.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the chat: HTTP, files, the bridge to the Topics API, and in the demo its world
 * and its bot.
 */
final class ChatParts implements AutoCloseable {
  /** How long a webhook's receiver may take for its answer. */
  private static final Duration WEBHOOK_LIMIT = Duration.ofSeconds(10);

  private final List<ExecutorService> threads = new ArrayList<>();
  private final UploadSweep sweep;
  private final Deliveries deliveries;
  private final ChatRest rest;
  private final InstantSource clock;
  private final boolean hasOthers;
  private final @Nullable DemoChat demo;

  /**
   * Puts them together, and in the demo makes its world: blocks on the store.
   *
   * @param database where what {@code api} works on is kept
   * @throws StartException when the folder of the files can't be used
   */
  ChatParts(Config config, ChatApi api, Database database, Shared shared) {
    ChatStore store = database.chat();
    this.clock = shared.clock();
    this.hasOthers = shared.cluster().hasOthers();
    AddressRule rule =
        config.chat().webhooksToPrivate() ? AddressRule.ANY : AddressRule.PUBLIC_ONLY;
    this.deliveries = deliveries(rule, database, shared);
    api.listen(deliveries);
    FileStore files =
        database instanceof PostgresDatabase shareable
            ? shareable.files()
            : files(config.operation().data().resolve("files"));
    this.rest =
        new ChatRest(
            new ChatRest.Ports(
                api.chat(),
                shared.authenticator(),
                files,
                new ChatRest.Uploads(
                    config.chat().maxUploadBytes(), config.chat().uploadQuotaBytes()),
                api.restLimits(),
                new ChatRest.Hooks(database.webhooks(), deliveries, rule, shared.random()),
                clock));
    this.sweep = new UploadSweep(api.chat(), store, files);
    this.demo = config.mode() == Mode.DEMO ? new DemoChat(store, api.chat()) : null;
    if (demo != null) {
      demo.create(clock.millis(), config.operation().seed());
      Random random = new Random(config.operation().seed());
      api.listen(new DemoBot(api.chat(), clock, random, thread("bot")));
    }
    ChatBridge bridge = new ChatBridge(store, shared.topics()::publish, thread("bridge"));
    api.listen(bridge);
    api.listenToOthers(bridge.ofOthers());
    shared.cluster().cluster().listen(bridge::missed);
  }

  /** What the whole server has. */
  record Shared(
      ClusterParts cluster,
      TopicsApi topics,
      Authenticator authenticator,
      InstantSource clock,
      SecureRandom random,
      Executor blocking) {}

  private static Deliveries deliveries(AddressRule rule, Database database, Shared shared) {
    SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    return new Deliveries(
        new Deliveries.Ports(
            database.webhooks(),
            database.chat(),
            new HttpPost(rule, WEBHOOK_LIMIT, tls),
            shared.clock(),
            System::nanoTime,
            shared.random(),
            shared.blocking()),
        shared.cluster().hasOthers() ? shared.cluster().cluster() : null);
  }

  /** Begins what goes on by itself; blocks on the store. */
  void start() {
    deliveries.start();
  }

  /** Does what is due. To be called several times a second. */
  void tick() {
    deliveries.tick();
  }

  List<Route> routes() {
    return rest.routes();
  }

  /** Looks what other nodes have left to this one. To be run every ten seconds or so; blocks. */
  void lookAround() {
    if (hasOthers) {
      deliveries.refresh();
    }
  }

  /** Somebody has registered. */
  void registered(User user) {
    if (demo != null) {
      demo.welcome(user.id(), user.name(), clock.millis());
    }
  }

  /** Deletes files that nobody needs. To be run every hour or so; blocks. */
  void sweep() {
    int _ = sweep.run(clock.millis());
  }

  /** Finishes what was handed over; the store must still be open. */
  @Override
  public void close() {
    deliveries.stop();
    threads.forEach(ExecutorService::close);
  }

  private static FileStore files(Path folder) {
    try {
      return new FolderFileStore(folder);
    } catch (IOException problem) {
      throw new StartException(
          "CARILLON_DATA: " + folder + " (expected: a folder that can be written)", problem);
    }
  }

  /** One thread: what it is given is done in that order. */
  private Executor thread(String name) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
    threads.add(thread);
    return thread;
  }
}
