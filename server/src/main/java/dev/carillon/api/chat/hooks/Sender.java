package dev.carillon.api.chat.hooks;

import dev.carillon.api.chat.hooks.HookCaller.Result;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.webhooks.Attempt;
import dev.carillon.webhooks.Progress;
import dev.carillon.webhooks.Webhook;
import dev.carillon.webhooks.Webhook.Outgoing;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what waits for one webhook. One thread at a time for each {@link Line}; blocks. */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final int STEP = 20;

  private final Deliveries.Ports ports;
  private final HookCaller caller;
  private final Turns turns;

  Sender(Deliveries.Ports ports, Turns turns) {
    this.ports = ports;
    this.turns = turns;
    this.caller = new HookCaller(ports.http(), ports.clock(), ports.nanoTime());
  }

  Attempt ping(Webhook hook, Outgoing to) {
    return caller.make(HookCall.ping(hook, ports.clock().millis()), to).attempt();
  }

  /**
   * Makes the next call that waits. So each call goes where users want it to go now.
   *
   * @return false: none waits, or not yet; then the line is paused
   */
  boolean send(Line line) {
    Optional<Webhook> found = ports.hooks().find(line.hookId());
    if (found.isEmpty()
        || !(found.get().kind() instanceof Outgoing to)
        || !to.progress().enabled()) {
      line.pauseUntil(Line.FOR_EVER);
      return false;
    }
    long nextAt = to.progress().nextAtMillis();
    if (nextAt > ports.clock().millis()) {
      line.pauseUntil(nextAt);
      return false;
    }
    line.pauseUntil(0);
    Progress stored = to.progress();
    boolean isAhead = stored.part() == 0 && line.skippedTo() > stored.seq();
    return send(
        line, new Place(found.get(), to), isAhead ? stored.skippedTo(line.skippedTo()) : stored);
  }

  /** A webhook as it is now. */
  private record Place(Webhook hook, Outgoing to) {}

  private boolean send(Line line, Place place, Progress begin) {
    Progress at = begin;
    long from = at.seq();
    List<ChatEvent> events =
        ports.chat().read(reader -> reader.events(line.channelId(), from, STEP));
    if (!events.isEmpty() && events.getFirst().seq() > from + 1) {
      long lost = events.getFirst().seq() - 1;
      HookCall call = HookCall.dropped(place.hook(), from + 1, lost, ports.clock().millis());
      return make(line, call, place, new Step(at, at.delivered(lost, 0)));
    }
    for (ChatEvent event : events) {
      List<HookCall> calls = HookCall.of(place.hook(), event);
      for (int part = at.part(); part < calls.size(); part++) {
        if (place.to().wants(calls.get(part).type())) {
          Progress after =
              part == calls.size() - 1
                  ? at.delivered(event.seq(), 0)
                  : at.delivered(event.seq() - 1, part + 1);
          return make(line, calls.get(part), place, new Step(at, after));
        }
      }
      at = at.skippedTo(event.seq());
    }
    line.skipTo(at.seq());
    if (events.size() < STEP) {
      return false;
    }
    // So that much that nobody wants to know is not read again after the next start.
    ports.hooks().progressed(line.hookId(), at, null);
    return true;
  }

  /** How far a webhook is, and will be after the next call. */
  private record Step(Progress before, Progress after) {}

  /**
   * Makes a call, if it is this node's turn, and stores how far it is then; true: look what is
   * next.
   */
  private boolean make(Line line, HookCall call, Place place, Step step) {
    Turns.Turn turn = turns.take(line);
    if (turn != Turns.Turn.OURS) {
      return turn == Turns.Turn.NEW;
    }
    Result result = caller.make(call, place.to());
    Attempt attempt = result.attempt();
    long now = ports.clock().millis();
    Progress next =
        attempt.isDelivered()
            ? step.after()
            : result.isGone()
                ? step.before().ended("the receiver answered 410 Gone")
                : step.before().failed(now, result.waitMillis(), ports.random());
    ports.hooks().progressed(place.hook().id(), next, attempt);
    if (!next.enabled()) {
      LOG.info("webhook {} is disabled: {}", place.hook().id(), next.disabledWhy());
    } else if (!attempt.isDelivered()) {
      LOG.debug("webhook {}: {}", place.hook().id(), attempt.error());
    }
    // After a failure the next look at the webhook pauses its line.
    return true;
  }
}
