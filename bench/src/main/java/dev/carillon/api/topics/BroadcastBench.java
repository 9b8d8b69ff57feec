package dev.carillon.api.topics;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.topic.Topic;
import java.util.Set;
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

/**
 * The broadcast of the Topics API. In its package, because the encoder is nobody else's business.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseCompactObjectHeaders")
public class BroadcastBench {

  @State(Scope.Thread)
  public static class Message {
    final Encoder encoder = BroadcastEncoder.ofTopics();
    final Event event =
        new Event(
            new Publication(
                Topic.of("topics", "messages.user.123"),
                "message.sent",
                Payload.of(
                    "{\"id\":\"msg-789\",\"content\":\"" + "Hello, World! ".repeat(10) + "\"}"),
                Payload.of("{\"senderId\":\"user-456\",\"senderConnectionId\":\"conn-abc-123\"}"),
                1_704_067_200_000L,
                Set.of(),
                null,
                0),
            new Offset(1_704_067_200L, 123_456));
  }

  @Benchmark
  public Frame encodeBroadcast(Message message) {
    return message.encoder.encode(message.event);
  }
}
