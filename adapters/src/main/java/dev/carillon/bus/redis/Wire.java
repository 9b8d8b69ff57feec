package dev.carillon.bus.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two connections to one master while both live: one that hears, and one that publishes and
 * runs scripts, so that these keep their order. Never repaired: when one of them breaks, both are
 * closed and another wire is made. Any thread.
 */
final class Wire {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final long MOST_BYTES = 16 << 20;

  /** More would wait for longer than anyone wants them, and probes behind them. */
  private static final int MOST_PARTS = 16_384;

  private final boolean sharded;
  private final Duration patience;
  private final StatefulRedisConnection<String, byte[]> says;
  private final StatefulRedisPubSubConnection<String, byte[]> hears;
  private final AtomicLong bytesOnTheWay = new AtomicLong();
  private final AtomicInteger partsOnTheWay = new AtomicInteger();
  private final Flusher flusher;
  private final AtomicBoolean due = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

  private Wire(
      StatefulRedisConnection<String, byte[]> says,
      StatefulRedisPubSubConnection<String, byte[]> hears,
      boolean sharded,
      Means means) {
    this.says = says;
    this.hears = hears;
    this.sharded = sharded;
    this.patience = means.patience();
    this.flusher = means.flusher();
  }

  /**
   * What a wire is made with.
   *
   * @param patience how long an answer may take
   * @param flusher sends what is said
   */
  record Means(RedisClient client, Duration patience, Flusher flusher) {}

  /**
   * Connects. Blocks.
   *
   * @throws RedisException when there is no master there, or it does not answer in time
   */
  static Wire connected(Means means, RedisURI uri, boolean sharded, WireListener listener) {
    Duration patience = means.patience();
    StatefulRedisConnection<String, byte[]> says =
        opened(means.client().connectAsync(CODEC, uri).toCompletableFuture(), patience);
    try {
      if (!isMaster(says, patience)) {
        throw new RedisException("not a master");
      }
      for (Script script : Script.values()) {
        answer(says.async().scriptLoad(script.text()), patience);
      }
      StatefulRedisPubSubConnection<String, byte[]> hears =
          opened(means.client().connectPubSubAsync(CODEC, uri).toCompletableFuture(), patience);
      hears.addListener(listener.messages());
      says.addListener(listener.state());
      hears.addListener(listener.state());
      says.setAutoFlushCommands(false);
      return new Wire(says, hears, sharded, means);
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
    boolean fits = partsOnTheWay.incrementAndGet() <= MOST_PARTS;
    if (bytesOnTheWay.addAndGet(sizeBytes) > MOST_BYTES || !fits) {
      arrived(sizeBytes);
      return false;
    }
    return true;
  }

  void arrived(int sizeBytes) {
    bytesOnTheWay.addAndGet(-sizeBytes);
    partsOnTheWay.decrementAndGet();
  }

  /** Returns how many heard it; fails when the wire is broken. Does not block. */
  CompletableFuture<Long> publish(String channel, byte[] message) {
    return said(commands ->
        sharded ? commands.spublish(channel, message) : commands.publish(channel, message));
  }

  /** Runs a script that returns a number. */
  CompletableFuture<Long> number(Script script, List<String> keys, byte[]... args) {
    return run(script, ScriptOutputType.INTEGER, keys, args);
  }

  /** Runs a script that returns several values, each as bytes. */
  CompletableFuture<List<Object>> values(Script script, List<String> keys, byte[]... args) {
    return run(script, ScriptOutputType.MULTI, keys, args);
  }

  /** A server that forgot a script is given it again, for the next time. */
  private <T> CompletableFuture<T> run(
      Script script, ScriptOutputType type, List<String> keys, byte[]... args) {
    CompletableFuture<T> answer =
        said(
            commands -> commands.evalsha(script.digest(), type, keys.toArray(String[]::new), args));
    CompletionStage<T> _ =
        answer.whenComplete((_, e) -> {
          if (e instanceof RedisNoScriptException) {
            Future<?> _ = said(commands -> commands.scriptLoad(script.text()));
          }
        });
    return answer;
  }

  /** The library throws what it knows at once, like a connection that is closed. */
  private <T> CompletableFuture<T> said(
      Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
    try {
      CompletableFuture<T> answer = command.apply(says.async()).toCompletableFuture();
      if (due.compareAndSet(false, true)) {
        flusher.flush(this);
      }
      return answer;
    } catch (RedisException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Sends what was said up to now. By the flusher's thread. */
  void send() {
    // Before it is sent: who says something now has it sent next time.
    due.set(false);
    says.flushCommands();
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
    CompletableFuture<Void> both = CompletableFuture.allOf(says.closeAsync(), hears.closeAsync());
    CompletableFuture<Void> _ = both.whenComplete((_, _) -> closed.complete(null));
  }

  /** Done when both are closed. */
  Future<?> closed() {
    return closed;
  }

  /** Waits for an answer. */
  static <T> T answer(Future<T> future, Duration patience) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RedisException known ? known : new RedisException(e.getCause());
    } catch (CancellationException _) {
      throw new RedisException("the connection was closed before it was sent");
    } catch (TimeoutException _) {
      throw new RedisException("no answer within " + patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException(e);
    }
  }
}
