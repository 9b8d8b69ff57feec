package dev.carillon.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.cluster.Hearing;
import dev.carillon.testkit.Await;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One wire by itself; all else of it: {@link RedisClusterIT}. */
class WireIT {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final RedisClient client = RedisClient.create();
  private final Flusher flusher = new Flusher("flusher of a test");
  @TempDir private Path folder;
  private RedisServer server;
  private Wire wire;

  /** Hears what is said. */
  private final class Ear implements WireListener {
    @Override
    public void onMessage(byte[] message) {
      heard.add(Hearing.text(message));
    }

    @Override
    public void onSubscribed(String channel) {
      heard.add("subscribed " + channel);
    }

    @Override
    public void onUnsubscribed(String channel) {}

    @Override
    public void onClosed() {}
  }

  @BeforeEach
  void connect() {
    server = new RedisServer(folder);
    flusher.start();
    wire = connected(flusher);
    wire.subscribe(List.of("here"), (_, _) -> {});
    Await.until(() -> heard.contains("subscribed here"));
    heard.clear();
  }

  private Wire connected(Flusher sends) {
    Wire.Means means = new Wire.Means(client, Duration.ofSeconds(10), sends);
    return Wire.connected(means, RedisURI.create(server.uri()), false, new Ear());
  }

  @AfterEach
  void end() {
    wire.close();
    flusher.close();
    client.shutdown();
    server.close();
  }

  @Test
  void whatIsSaidAtOnceArrivesInItsOrderAndIsAnswered() {
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    List<String> said = IntStream.range(0, 1_000).mapToObj(i -> "m" + i).toList();

    said.forEach(text -> answers.add(wire.publish("here", Bytes.of(text))));

    Await.until(() -> heard.size() == said.size());
    assertThat(heard).isEqualTo(said);
    assertThat(answers).allSatisfy(answer -> assertThat(wire.await(answer)).isEqualTo(1));
  }

  @Test
  void whatIsSaidOnAWireThatIsClosedFailsAndThrowsNothing() {
    wire.close();

    CompletableFuture<Long> late = wire.publish("here", Bytes.of("late"));

    assertThat(late).failsWithin(Duration.ofSeconds(10));
  }

  @Test
  void whoWaitsForAnAnswerWhenItIsClosedHearsThatRedisFailed() {
    Wire unsent = connected(new Flusher("never started"));
    CompletableFuture<Long> answer = unsent.publish("here", Bytes.of("waits to be sent"));

    unsent.close();

    assertThatThrownBy(() -> unsent.await(answer)).isInstanceOf(RedisException.class);
  }

  @Test
  void itTakesSoManyPartsAndSoManyBytesAndNoMore() {
    int most = 0;
    while (most < 100_000 && wire.take(1)) {
      most++;
    }
    assertThat(most).isEqualTo(16_384);
    wire.arrived(1);
    assertThat(wire.take(1)).isTrue();
    assertThat(wire.take(1)).isFalse();
    IntStream.range(0, most).forEach(_ -> wire.arrived(1));

    assertThat(wire.take((16 << 20) + 1)).isFalse();
    assertThat(wire.take(16 << 20)).isTrue();
    assertThat(wire.take(1)).isFalse();
  }
}
