package dev.carillon.bus.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * The two connections to one master while both live: one that hears, and one that publishes and
 * runs scripts, so that these keep their order. Never repaired: when one of them breaks, both are
 * closed and another wire is made. Any thread.
 */
final class Wire {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final long MOST_BYTES = 16 << 20;

  private final boolean sharded;
  private final Duration patience;
  private final StatefulRedisConnection<String, byte[]> says;
  private final StatefulRedisPubSubConnection<String, byte[]> hears;
  private final AtomicLong bytesOnTheWay = new AtomicLong();

  private Wire(
      StatefulRedisConnection<String, byte[]> says,
      StatefulRedisPubSubConnection<String, byte[]> hears,
      boolean sharded,
      Duration patience) {
    this.says = says;
    this.hears = hears;
    this.sharded = sharded;
    this.patience = patience;
  }

  /**
   * Connects. Blocks.
   *
   * @throws RedisException when there is no master there, or it does not answer in time
   */
  static Wire connected(
      RedisClient client, RedisURI uri, boolean sharded, Duration patience, WireListener listener) {
    StatefulRedisConnection<String, byte[]> says =
        opened(client.connectAsync(CODEC, uri).toCompletableFuture(), patience);
    try {
      if (!isMaster(says, patience)) {
        throw new RedisException("not a master");
      }
      for (Script script : Script.values()) {
        answer(says.async().scriptLoad(script.text()), patience);
      }
      StatefulRedisPubSubConnection<String, byte[]> hears =
          opened(client.connectPubSubAsync(CODEC, uri).toCompletableFuture(), patience);
      hears.addListener(listener.messages());
      says.addListener(listener.state());
      hears.addListener(listener.state());
      return new Wire(says, hears, sharded, patience);
    } catch (RedisException e) {
      Future<?> _ = says.closeAsync();
      throw e;
    }
  }

  /** A connection that comes too late is closed. */
  static <T extends StatefulConnection<?, ?>> T opened(
      CompletableFuture<T> connection, Duration patience) {
    try {
      return answer(connection, patience.multipliedBy(2));
    } catch (RedisException e) {
      Future<?> _ =
          connection.thenAccept(late -> {
            Future<?> _ = late.closeAsync();
          });
      throw e;
    }
  }

  private static boolean isMaster(
      StatefulRedisConnection<String, byte[]> connection, Duration patience) {
    List<Object> role = answer(connection.async().role(), patience);
    return role.getFirst() instanceof byte[] word && Bytes.text(word).equals("master");
  }

  /** Whether both connections were alive at this moment. */
  boolean isOpen() {
    return says.isOpen() && hears.isOpen();
  }

  /** One command for each channel: in a Redis Cluster they may lie in different slots. */
  void subscribe(Iterable<String> channels, BiConsumer<String, Throwable> failed) {
    RedisPubSubAsyncCommands<String, byte[]> commands = hears.async();
    for (String channel : channels) {
      (sharded ? commands.ssubscribe(channel) : commands.subscribe(channel))
          .whenComplete((_, e) -> {
            if (e != null) {
              failed.accept(channel, e);
            }
          });
    }
  }

  void unsubscribe(Iterable<String> channels) {
    RedisPubSubAsyncCommands<String, byte[]> commands = hears.async();
    for (String channel : channels) {
      Object _ = sharded ? commands.sunsubscribe(channel) : commands.unsubscribe(channel);
    }
  }

  /** The word with which scripts publish. */
  byte[] publishWord() {
    return Bytes.of(sharded ? "SPUBLISH" : "PUBLISH");
  }

  /** Whether more may be sent; each part is given back with {@link #arrived}. */
  boolean take(int sizeBytes) {
    if (bytesOnTheWay.addAndGet(sizeBytes) > MOST_BYTES) {
      bytesOnTheWay.addAndGet(-sizeBytes);
      return false;
    }
    return true;
  }

  void arrived(int sizeBytes) {
    bytesOnTheWay.addAndGet(-sizeBytes);
  }

  RedisFuture<Long> publish(String channel, byte[] message) {
    return sharded
        ? says.async().spublish(channel, message)
        : says.async().publish(channel, message);
  }

  /** Runs a script that returns a number. */
  RedisFuture<Long> number(Script script, List<String> keys, byte[]... args) {
    return loadingAgain(
        script,
        says.async()
            .evalsha(script.digest(), ScriptOutputType.INTEGER, keys.toArray(String[]::new), args));
  }

  /** Runs a script that returns several values, each as bytes. */
  RedisFuture<List<Object>> values(Script script, List<String> keys, byte[]... args) {
    return loadingAgain(
        script,
        says.async()
            .evalsha(script.digest(), ScriptOutputType.MULTI, keys.toArray(String[]::new), args));
  }

  /** A server that forgot a script is given it again, for the next time. */
  private <T> RedisFuture<T> loadingAgain(Script script, RedisFuture<T> answer) {
    CompletionStage<T> _ =
        answer.whenComplete((_, e) -> {
          if (e instanceof RedisNoScriptException) {
            Future<?> _ = says.async().scriptLoad(script.text());
          }
        });
    return answer;
  }

  /**
   * Waits for an answer. Blocks.
   *
   * @throws RedisException when there is none in time, or the command failed
   */
  <T> T await(Future<T> future) {
    return answer(future, patience);
  }

  /** Closes both; what was on its way fails. Does not wait. */
  void close() {
    Future<?> _ = says.closeAsync();
    Future<?> _ = hears.closeAsync();
  }

  /** Waits for an answer. */
  static <T> T answer(Future<T> future, Duration patience) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RedisException known ? known : new RedisException(e.getCause());
    } catch (TimeoutException _) {
      throw new RedisException("no answer within " + patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException(e);
    }
  }
}
