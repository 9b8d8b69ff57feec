package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatApiSettings.Limits;
import dev.carillon.core.limit.KeyedRate;
import dev.carillon.core.limit.Rate;
import dev.carillon.core.topic.Topic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much a user may do in a minute, over all of his or her devices (chat.md section 3.3). Any
 * thread.
 *
 * <p>A full minute's worth may come at once. What is refused for another reason, or was done before
 * under the same name, is given back.
 */
final class ChatLimits {
  /** Just started: everybody comes back at once, and to all channels. */
  private static final Duration START = Duration.ofMinutes(2);

  private static final Duration REJOIN_LIFE = Duration.ofMinutes(5);
  private static final int START_FACTOR = 10;
  private static final int MAX_KEYS = 100_000;

  private final LongSupplier nanoTime;
  private final long startedNanos;
  private final @Nullable Limits limits;

  /** Who may come back for nothing to what was joined when the connection was lost. */
  private final Losses<Boolean> rejoins;

  private final Map<Action, KeyedRate<InChannel>> rates = new LinkedHashMap<>();
  private final @Nullable KeyedRate<String> joins;
  private final @Nullable KeyedRate<String> joinsAtStart;

  /** What is counted for each user and channel. */
  enum Action {
    /** A message or a reply. */
    SEND,
    TYPE,
    /** Edits, deletes, reactions, looking back and the rest. */
    OTHER
  }

  private record InChannel(String userId, String topic) {}

  /**
   * Nobody has done anything yet.
   *
   * @param limits null: none at all
   */
  ChatLimits(@Nullable Limits limits, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startedNanos = nanoTime.getAsLong();
    this.limits = limits;
    this.rejoins = new Losses<>(REJOIN_LIFE, Boolean::logicalOr);
    if (limits == null) {
      joins = null;
      joinsAtStart = null;
      return;
    }
    rates.put(Action.SEND, rate(limits.messages()));
    rates.put(Action.TYPE, rate(limits.typing()));
    rates.put(Action.OTHER, rate(limits.others()));
    joins = new KeyedRate<>(Rate.perMinute(limits.joins()), MAX_KEYS);
    joinsAtStart = new KeyedRate<>(Rate.perMinute(limits.joins() * START_FACTOR), MAX_KEYS);
  }

  private static KeyedRate<InChannel> rate(int perMinute) {
    return new KeyedRate<>(Rate.perMinute(perMinute), MAX_KEYS);
  }

  /** Takes one if the user may; else how many milliseconds until then. */
  long take(Action action, String userId, Topic topic) {
    KeyedRate<InChannel> rate = rates.get(action);
    return rate == null ? 0 : rate.take(new InChannel(userId, topic.name()), nanoTime.getAsLong());
  }

  /** A user did something on another node, which took it there. */
  void taken(Action action, String userId, Topic topic) {
    KeyedRate<InChannel> rate = rates.get(action);
    if (rate != null) {
      rate.taken(new InChannel(userId, topic.name()), nanoTime.getAsLong());
    }
  }

  void giveBack(Action action, String userId, Topic topic) {
    KeyedRate<InChannel> rate = rates.get(action);
    if (rate != null) {
      rate.giveBack(new InChannel(userId, topic.name()));
    }
  }

  /** What a join took, so that it can be given back. */
  enum JoinPermit {
    /** It comes back to where its connection was lost. */
    REJOIN,
    TAKEN,
    TAKEN_AT_START
  }

  /** The answer to a join: a permit, or how long to wait. */
  sealed interface JoinAnswer {
    record May(JoinPermit permit) implements JoinAnswer {}

    record Wait(long millis) implements JoinAnswer {}
  }

  /** Takes one join. One that comes back after its connection was lost costs nothing. */
  JoinAnswer takeJoin(String userId, String topic) {
    long now = nanoTime.getAsLong();
    if (joins == null || joinsAtStart == null || mayReturn(userId, topic, now)) {
      return new JoinAnswer.May(JoinPermit.REJOIN);
    }
    boolean justStarted = now - startedNanos < START.toNanos();
    long wait = (justStarted ? joinsAtStart : joins).take(userId, now);
    return wait > 0
        ? new JoinAnswer.Wait(wait)
        : new JoinAnswer.May(justStarted ? JoinPermit.TAKEN_AT_START : JoinPermit.TAKEN);
  }

  /** The join was refused for another reason. */
  void giveBack(JoinPermit permit, String userId, String topic) {
    if (joins == null || joinsAtStart == null) {
      return;
    }
    switch (permit) {
      case REJOIN -> rejoins.lost(userId, topic, true, nanoTime.getAsLong());
      case TAKEN -> joins.giveBack(userId);
      case TAKEN_AT_START -> joinsAtStart.giveBack(userId);
    }
  }

  /** The connection of a joined topic was lost: the user may join it once again for nothing. */
  void lost(String userId, String topic) {
    if (joins != null) {
      rejoins.lost(userId, topic, true, nanoTime.getAsLong());
    }
  }

  private boolean mayReturn(String userId, String topic, long nowNanos) {
    return rejoins.take(userId, topic, nowNanos).isPresent();
  }

  /** What a client is told of them, by name. */
  Map<String, Integer> told() {
    return limits == null
        ? Map.of()
        : Map.of(
            "messages_per_minute", limits.messages(),
            "joins_per_minute", limits.joins(),
            "typing_per_minute", limits.typing(),
            "others_per_minute", limits.others());
  }
}
