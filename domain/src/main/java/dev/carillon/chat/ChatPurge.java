package dev.carillon.chat;

import dev.carillon.chat.model.ChatTransaction;
import java.util.function.ToIntFunction;

/** Forgets what has served its time. To be called by a timer, every minute or so; blocks. */
public final class ChatPurge {
  /** How long the same sent again is recognised. */
  static final long SENDS_KEPT_MILLIS = 24L * 60 * 60 * 1_000;

  private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;
  private static final int STEP = 500;

  private final Commits commits;

  ChatPurge(Commits commits) {
    this.commits = commits;
  }

  /** How much was forgotten. */
  public record Purged(int sends, int events) {}

  /** Forgets in small steps, so that others can write between them. */
  public Purged run(long nowMillis) {
    ChatSettings settings = commits.settings();
    long eventsBefore = nowMillis - settings.eventDays() * DAY_MILLIS;
    int sends = all(nowMillis, tx -> tx.forgetSends(nowMillis - SENDS_KEPT_MILLIS, STEP));
    int old = all(nowMillis, tx -> tx.forgetEvents(eventsBefore, STEP));
    int many = all(nowMillis, tx -> tx.forgetEventsBeyond(settings.eventsKept(), STEP));
    return new Purged(sends, old + many);
  }

  private int all(long nowMillis, ToIntFunction<ChatTransaction> step) {
    int sum = 0;
    while (true) {
      int forgotten = step(nowMillis, step);
      sum += forgotten;
      if (forgotten == 0) {
        return sum;
      }
    }
  }

  private int step(long nowMillis, ToIntFunction<ChatTransaction> step) {
    Outcome<Integer> outcome =
        commits.write(nowMillis, w -> new Outcome.Done<>(step.applyAsInt(w.tx())), _ -> {});
    return outcome instanceof Outcome.Done<Integer>(Integer forgotten) ? forgotten : 0;
  }
}
