package dev.carillon.bus.redis;

import static dev.carillon.core.cluster.Hearing.SUBJECT;
import static dev.carillon.core.cluster.Hearing.bytes;
import static dev.carillon.core.cluster.Hearing.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.ClusterException;
import dev.carillon.core.cluster.Hearing;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.testkit.Await;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is heard, and what is still there, when Redis is not as it should be. */
class RedisFaultsIT {
  private final Quick quick = new Quick();
  private final List<Hearing> nodes = new ArrayList<>();
  @TempDir private Path folder;
  private RedisServer server;

  @BeforeEach
  void startServer() {
    server = new RedisServer(folder);
  }

  @AfterEach
  void end() {
    nodes.forEach(node -> node.node().close());
    server.close();
  }

  @Test
  void aServerThatComesBackWithItsDataFindsTheSameNodes() {
    Hearing a = node();
    Hearing b = node();
    a.node().tell("kind", 1, Map.of("x", bytes("1")));
    Await.until(() -> version(b, a) == 1);
    forget();

    server.kill();
    Await.until(() -> !a.node().healthy() && !b.node().healthy());
    assertThatThrownBy(() -> b.node().told(a.name(), "kind")).isInstanceOf(ClusterException.class);
    a.node().post(SUBJECT, bytes("lost"));
    a.node().tell("kind", 2, Map.of("y", bytes("2")));
    server.restart();

    a.await("missed");
    b.await("missed");
    Await.until(() -> a.node().healthy() && b.node().healthy());
    a.node().post(SUBJECT, bytes("again"));
    b.await("note " + a.name() + ": again");
    assertThat(b.notes()).containsExactly("note " + a.name() + ": again");
    assertThat(version(b, a)).isEqualTo(2);
    assertThat(b.node().told(a.name(), "kind").fields()).containsOnlyKeys("x", "y");
  }

  @Test
  void aServerThatComesBackEmptyIsToldEverythingAgain() {
    Hearing a = node();
    Hearing b = node();
    a.node().tell("kind", 1, Map.of("x", bytes("1")));
    Await.until(() -> version(b, a) == 1);
    forget();

    server.kill();
    server.restartEmpty();

    b.await("joined " + a.name());
    a.await("joined " + b.name());
    assertThat(b.lines()).containsSubsequence("left " + a.name(), "joined " + a.name());
    assertThat(version(b, a)).isEqualTo(1);
  }

  @Test
  void whatWasFlushedIsWrittenAgain() {
    Hearing a = node();
    Hearing b = node();
    a.node().tell("kind", 1, Map.of("x", bytes("1")));
    Await.until(() -> version(b, a) == 1);
    forget();

    server.ask(RedisCommands::flushall);
    a.node().tell("kind", 2, Map.of("y", bytes("2")));

    b.await("joined " + a.name());
    a.await("joined " + b.name());
    a.await("missed");
    Await.until(() -> version(b, a) == 2);
    assertThat(b.node().told(a.name(), "kind").fields()).containsOnlyKeys("x", "y");
  }

  @Test
  void whatOneNodeToldIsWrittenAgainWhenOnlyThatIsLost() {
    Hearing a = node();
    Hearing b = node();
    a.node().tell("kind", 1, Map.of("x", bytes("1")));
    Await.until(() -> version(b, a) == 1);

    server.ask(redis -> redis.del(Quick.names(a.name()).told(a.name(), "kind")));
    a.node().tell("kind", 2, Map.of("y", bytes("2")));

    Await.until(() -> version(b, a) == 2);
    assertThat(b.node().told(a.name(), "kind").fields()).containsOnlyKeys("x", "y");
  }

  @Test
  void aServerThatDoesNotAnswerIsNoticedAndItsReturnToo() {
    Hearing a = node();
    Hearing b = node();
    forget();

    server.freeze();
    Await.until(() -> !a.node().healthy() && !b.node().healthy());
    server.thaw();

    a.await("missed");
    b.await("missed");
    Await.until(() -> a.node().healthy() && b.node().healthy());
    a.node().post(SUBJECT, bytes("again"));
    b.await("note " + a.name() + ": again");
    assertThat(((RedisCluster) a.node()).health().reconnects()).isPositive();
  }

  @Test
  void othersHearOfALossThatOnlyTheSenderSaw() {
    Hearing a = node();
    Hearing b = node();
    forget();

    killConnectionThatSays(a);
    Await.until(() -> {
      a.node().post(SUBJECT, bytes("again"));
      return b.lines().contains("note " + a.name() + ": again")
          && ((RedisCluster) a.node()).health().reconnects() == 1;
    });

    b.await("missed");
    assertThat(((RedisCluster) b.node()).health().reconnects()).isZero();
  }

  @Test
  void aListenerThatIsTooSlowHearsThatItMissedSomething() {
    CountDownLatch gate = new CountDownLatch(1);
    List<String> heard = new CopyOnWriteArrayList<>();
    RedisCluster slow = quick.node(server);
    slow.listen((NodeListener) () -> heard.add("missed"));
    slow.listen(
        SUBJECT,
        (_, note) -> {
          await(gate);
          heard.add(text(note));
        });
    slow.start();
    Await.until(slow::healthy);
    Hearing a = node();
    Hearing other = node();

    try {
      for (int i = 0; i < 20_000; i++) {
        a.node().post(SUBJECT, bytes("n" + i));
        if (i % 500 == 499) {
          // No faster than Redis: else it is the sender who drops.
          other.await("note " + a.name() + ": n" + i);
        }
      }
      Await.until(() -> slow.health().dropped() > 0);
      heard.clear();
      gate.countDown();
      Await.until(() -> heard.contains("missed"));
      // What is still on its way may fill the queue once more, so that one note could be dropped.
      Await.until(() -> {
        a.node().post(SUBJECT, bytes("last"));
        return heard.contains("last");
      });
      assertThat(heard).containsSubsequence("n0", "missed", "last");
    } finally {
      gate.countDown();
      slow.close();
    }
  }

  @Test
  void messagesOfAnotherVersionAreCountedAndNotHeard() {
    Hearing a = node();
    Hearing b = node();
    forget();
    RedisCluster cluster = (RedisCluster) b.node();

    server.ask(redis -> redis.publish(Quick.names(b.name()).control(), "\u0009 from the future"));
    Await.until(() -> cluster.health().unknown() == 1);
    a.node().post(SUBJECT, bytes("next"));

    b.await("note " + a.name() + ": next");
    assertThat(b.lines()).containsExactly("note " + a.name() + ": next");
  }

  @Test
  void aNodeSubscribesOnlyWhereItListens() {
    Hearing a = prepared();
    a.node().interest(1L << 3, () -> {});
    a.started();
    Names names = Quick.names(a.name());
    String partitions = "carillon:*:v";

    List<String> first = server.ask(redis -> redis.pubsubChannels(partitions));
    assertThat(first).containsExactly(names.partition(3));

    a.node().interest(1L << 4 | 1L << 5, () -> {});
    Set<String> wanted = Set.of(names.partition(4), names.partition(5));
    Await.until(
        () -> Set.copyOf(server.ask(redis -> redis.pubsubChannels(partitions))).equals(wanted));
    assertThat(((RedisCluster) a.node()).health().reconnects()).isZero();
  }

  @Test
  void nothingIsPublishedWhereNobodyListens() {
    Hearing a = node();
    Hearing b = prepared();
    b.node().interest(1L << 3, () -> {});
    b.started();
    a.await("joined " + b.name());
    List<String> published = new CopyOnWriteArrayList<>();
    RedisClient spy = RedisClient.create(server.uri());
    StatefulRedisPubSubConnection<String, String> channels = spy.connectPubSub();
    channels.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String pattern, String channel, String message) {
            published.add(channel);
          }
        });
    channels.sync().psubscribe("carillon:*:v", "carillon:*:i:*");

    a.node().post(3, bytes("somebody"));
    a.node().post(4, bytes("nobody"));
    a.node().send(b.name(), SUBJECT, bytes("b"));

    Names names = Quick.names(b.name());
    Await.until(() -> published.contains(names.inbox(b.name())));
    spy.shutdown(0, 1, TimeUnit.SECONDS);
    assertThat(published).containsExactly(names.partition(3), names.inbox(b.name()));
  }

  @Test
  void aNodeThatStartsWithoutRedisJoinsWhenItIsThere() {
    server.kill();
    Hearing a = prepared();
    a.node().start();
    a.node().tell("kind", 1, Map.of("x", bytes("1")));
    a.node().post(SUBJECT, bytes("lost"));
    assertThat(a.node().healthy()).isFalse();
    assertThatThrownBy(() -> a.node().told("other", "kind")).isInstanceOf(ClusterException.class);

    server.restart();

    a.await("missed");
    Hearing b = node();
    b.await("joined " + a.name());
    assertThat(version(b, a)).isEqualTo(1);
  }

  @Test
  void aNodeThatSaysNothingMoreHasLeftAndWhatItToldIsGone() {
    Hearing a = node();
    Names names = Quick.names("ghost");
    server.ask(redis -> redis.sadd(names.nodes(), "ghost"));
    server.ask(redis -> redis.sadd(names.kinds("ghost"), "kind"));
    server.ask(redis -> redis.hset(names.told("ghost", "kind"), "v", "1"));
    server.ask(redis -> redis.set(names.lease("ghost"), "0|ff|0", SetArgs.Builder.px(1_000)));

    a.await("joined ghost");
    assertThat(a.node().told("ghost", "kind").version()).isEqualTo(1);
    a.await("left ghost");

    assertThat(a.node().told("ghost", "kind").version()).isZero();
    List<String> keys = server.ask(redis -> redis.keys("*ghost*"));
    assertThat(keys).isEmpty();
    assertThat(a.node().others()).isEmpty();
  }

  private void killConnectionThatSays(Hearing node) {
    String client =
        server
            .ask(RedisCommands::clientList)
            .lines()
            .filter(line -> line.contains("name=carillon-" + node.name() + " "))
            .filter(line -> line.contains(" sub=0 "))
            .findFirst()
            .orElseThrow();
    long id = Long.parseLong(client.substring("id=".length(), client.indexOf(' ')));
    server.ask(redis -> redis.clientKill(KillArgs.Builder.id(id)));
  }

  private static long version(Hearing asking, Hearing asked) {
    Cluster.Told told = asking.node().told(asked.name(), "kind");
    return told.version();
  }

  private void forget() {
    nodes.forEach(Hearing::forget);
  }

  private Hearing prepared() {
    Hearing node = new Hearing(quick.node(server));
    nodes.add(node);
    return node;
  }

  private Hearing node() {
    Hearing node = prepared().started();
    for (Hearing other : nodes) {
      if (other != node) {
        other.await("joined " + node.name());
        node.await("joined " + other.name());
      }
    }
    return node;
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
