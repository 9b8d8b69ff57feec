package dev.carillon.ops;

import dev.carillon.core.hub.HubListener;
import dev.carillon.http.Body;
import dev.carillon.http.Headers;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The figures of the process, for Prometheus. Any thread.
 *
 * <p>Names and labels are listed in {@code docs/operations.md}; labels never hold a user, a topic
 * or a key, so their number is bounded.
 */
public final class Metrics implements HubListener {
  private static final Headers PROMETHEUS =
      Headers.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LongAdder delivered = new LongAdder();
  private final LongAdder turnEvents = new LongAdder();
  private final Timer fanOut;

  public Metrics() {
    fanOut =
        Timer.builder("carillon.fanout")
            .description("one turn of a shard: finding subscribers, encoding, writing")
            .serviceLevelObjectives(
                Duration.ofNanos(100_000),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100))
            .register(registry);
    counter("carillon.deliveries", "events handed to subscribers", delivered, LongAdder::sum);
    counter(
        "carillon.events", "events taken by shards, once per shard", turnEvents, LongAdder::sum);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  @Override
  public void turn(int events, long deliveries, long nanos) {
    turnEvents.add(events);
    delivered.add(deliveries);
    fanOut.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Events handed to subscribers since the start. */
  public long deliveries() {
    return delivered.sum();
  }

  /** A figure that goes up and down; {@code source} is kept alive and asked at each scrape. */
  public <T> void gauge(String name, String about, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value).description(about).strongReference(true).register(registry);
  }

  /** A figure that only grows, counted by {@code source}. */
  public <T> void counter(String name, String about, T source, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value).description(about).register(registry);
  }

  /** As {@link #counter(String, String, Object, ToDoubleFunction)}, for one value of one label. */
  public void counter(String name, String about, String label, String value, LongSupplier source) {
    FunctionCounter.builder(name, source, LongSupplier::getAsLong)
        .description(about)
        .tag(label, value)
        .register(registry);
  }

  /** A counter of ours for each value of one label; the values must be few and known. */
  public Counter counter(String name, String about, String label, String value) {
    return Counter.builder(name).description(about).tag(label, value).register(registry);
  }

  /** How many files the process may open; 1,024 where the platform does not say. */
  public long maxFiles() {
    Gauge max = registry.find("process.files.max").gauge();
    double files = max == null ? Double.NaN : max.value();
    return files > 0 ? (long) files : 1_024;
  }

  /** For parts that record times of their own. */
  public MeterRegistry registry() {
    return registry;
  }

  /** For the route table. */
  public Route route() {
    return Route.get(
        "/metrics",
        "Figures in the text format of Prometheus",
        _ ->
            new Response(200, PROMETHEUS, Body.of(registry.scrape()))
                .withHeader("Cache-Control", "no-store"));
  }
}
