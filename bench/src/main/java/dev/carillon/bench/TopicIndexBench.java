package dev.carillon.bench;

import dev.carillon.core.topic.Topic;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Look-ups, subscribes and unsubscribes among a million subscriptions. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "-XX:+UseCompactObjectHeaders"})
public class TopicIndexBench {

  @State(Scope.Thread)
  public static class Exact {
    final Subscriptions subscriptions = Subscriptions.exact();
    final Subscriptions.Entry entry = Subscriptions.entry("presence.room.1");
  }

  @State(Scope.Thread)
  public static class Mixed {
    final Subscriptions subscriptions = Subscriptions.mixed();
    final Topic nobodys = Subscriptions.topic("prices.eur.usd");
    final Subscriptions.Entry entry = Subscriptions.entry("presence.*.1.**");
  }

  @Benchmark
  public int lookUpAmongExact(Exact state) {
    return lookUp(state.subscriptions, state.subscriptions.nextTopic());
  }

  @Benchmark
  public int lookUpAmongWildcards(Mixed state) {
    return lookUp(state.subscriptions, state.subscriptions.nextTopic());
  }

  @Benchmark
  public int lookUpWhatNobodyHears(Mixed state) {
    return lookUp(state.subscriptions, state.nobodys);
  }

  @Benchmark
  public int subscribeAndUnsubscribeExact(Exact state) {
    return comeAndGo(state.subscriptions, state.entry);
  }

  @Benchmark
  public int subscribeAndUnsubscribeWildcard(Mixed state) {
    return comeAndGo(state.subscriptions, state.entry);
  }

  private static int lookUp(Subscriptions subscriptions, Topic topic) {
    subscriptions.index.matching(topic, subscriptions.matches);
    return subscriptions.matches.buckets();
  }

  private static int comeAndGo(Subscriptions subscriptions, Subscriptions.Entry entry) {
    subscriptions.index.add(entry);
    subscriptions.index.remove(entry);
    return subscriptions.index.size();
  }
}
