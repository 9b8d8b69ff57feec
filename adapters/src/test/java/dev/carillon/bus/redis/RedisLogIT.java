package dev.carillon.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.SharedLog.Appended;
import dev.carillon.core.bus.SharedLog.Entry;
import dev.carillon.core.bus.SharedLogContract;
import dev.carillon.testkit.Await;
import io.lettuce.core.CopyArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisLogIT extends SharedLogContract {
  private final Quick quick = new Quick();
  @TempDir private Path folder;
  private RedisServer server;

  @BeforeEach
  void startServer() {
    server = new RedisServer(folder);
  }

  @AfterEach
  void endServer() {
    server.close();
  }

  @Override
  protected Node newNode() {
    RedisCluster cluster = quick.node(server);
    return new Node(cluster, new RedisLog(cluster));
  }

  @Override
  protected void loseEverything() {
    server.ask(RedisCommands::flushall);
  }

  @Test
  void aFailoverThatLostTheTailBeginsALaterEpoch() {
    Reader a = reader();
    Reader b = reader();
    Names names = Quick.names(a.node().cluster().self());
    List<String> keys =
        List.of(names.log(), names.logHead(), names.origin(a.node().cluster().self()));
    Offset nothing = new Offset(0, 0);
    a.place(1, "one", nothing);
    keys.forEach(key -> server.ask(redis -> redis.copy(key, key + ":old")));
    Offset lost = a.place(2, "two", nothing);
    Await.until(() -> b.heard().size() == 2);

    keys.forEach(key -> server.ask(redis -> redis.copy(key + ":old", key, replacing())));

    assertThat(b.node().log().after(lost, 10)).isEmpty();
    Offset next = a.place(3, "three", lost);
    assertThat(next.epoch()).isGreaterThan(lost.epoch());
    assertThat(a.place(4, "four", next)).isEqualTo(new Offset(next.epoch(), 2));
  }

  @Test
  void inALaterEpochWhatWasLostIsAppendedAgain() {
    Reader a = reader();
    Offset nothing = new Offset(0, 0);
    for (int number = 1; number <= 3; number++) {
      a.place(number, "r" + number, nothing);
    }
    Offset ahead = new Offset(a.place(3, "r3", nothing).epoch(), 9);

    Offset again = a.place(2, "r2", ahead);

    assertThat(again.epoch()).isGreaterThan(ahead.epoch());
    assertThat(a.place(3, "r3", again)).isEqualTo(new Offset(again.epoch(), 2));
    assertThat(a.place(2, "r2", again)).isEqualTo(again);
    assertThat(a.answer(5, "r5", again).places()).isEmpty();
    assertThat(a.node().log().newest(10)).extracting(Entry::number).containsExactly(2L, 3L);
  }

  @Test
  void whatIsNotKnownToHaveAPlaceIsAppendedAgainAndStandsOnce() {
    Reader a = reader();
    Offset nothing = new Offset(0, 0);
    a.place(1, "one", nothing);

    server.kill();
    Appended meanwhile = a.answer(2, "two", nothing);
    server.restart();
    Await.until(a.node().cluster()::healthy);

    assertThat(meanwhile.places()).isEmpty();
    Offset two = a.place(2, "two", nothing);
    assertThat(a.place(2, "two", nothing)).isEqualTo(two);
    assertThat(a.node().log().newest(10)).extracting(Entry::number).containsExactly(1L, 2L);
  }

  @Test
  void whatWasOnItsWayWhenTheConnectionBrokeIsAnsweredAndNothingIsLostOrDoubled() {
    Reader a = reader();
    Offset nothing = new Offset(0, 0);
    ConcurrentSkipListSet<Long> open = new ConcurrentSkipListSet<>();
    ConcurrentLinkedQueue<Appended> answers = new ConcurrentLinkedQueue<>();
    int count = 500;

    for (long number = 1; number <= count; number++) {
      long n = number;
      open.add(n);
      a.node()
          .log()
          .append(
              batch(n, 1, "r" + n),
              nothing,
              appended -> {
                answers.add(appended);
                if (appended.why().isEmpty()) {
                  open.remove(n);
                }
              });
      if (number == count / 2) {
        server.ask(redis -> redis.clientKill(KillArgs.Builder.typeNormal().skipme()));
      }
    }
    Await.until(() -> answers.size() == count);
    assertThat(open).isNotEmpty();
    Await.until(a.node().cluster()::healthy);
    for (long number : List.copyOf(open)) {
      a.place(number, "r" + number, nothing);
    }

    assertThat(a.node().log().newest(1_000))
        .extracting(Entry::number)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
  }

  @Test
  void aScriptThatRedisForgotIsGivenItAgain() {
    Reader a = reader();
    Offset nothing = new Offset(0, 0);
    a.place(1, "one", nothing);

    server.ask(RedisCommands::scriptFlush);

    assertThat(a.answer(2, "two", nothing).places()).isEmpty();
    Await.until(() -> !a.answer(2, "two", nothing).places().isEmpty());
  }

  private static CopyArgs replacing() {
    return CopyArgs.Builder.replace(true);
  }
}
