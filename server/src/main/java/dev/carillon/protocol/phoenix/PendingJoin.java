package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import java.util.concurrent.atomic.AtomicBoolean;

/** A join that is not answered yet. */
final class PendingJoin<A> implements Join<A>, TopicSlot.InHand {
  private final TopicSlot slot;
  private final Envelope message;
  private final Assigned<A> api;
  private final Channels.Route<A> route;
  private final AtomicBoolean answered = new AtomicBoolean();

  PendingJoin(TopicSlot slot, Envelope message, Assigned<A> api, Channels.Route<A> route) {
    this.slot = slot;
    this.message = message;
    this.api = api;
    this.route = route;
  }

  void begin() {
    try {
      route.handler().join(this);
    } catch (JsonException problem) {
      refuse(Replies.invalid(problem));
    } catch (RuntimeException bug) {
      slot.session().bug("a join", route.pattern(), bug);
      refuse(TopicSlot.JOIN_CRASHED);
    }
  }

  Envelope message() {
    return message;
  }

  /** What stands in logs for its topic. */
  String pattern() {
    return route.pattern();
  }

  Topic hubTopic() {
    return Topic.of(api.channels().space(), message.topic());
  }

  @Override
  public String topic() {
    return message.topic();
  }

  @Override
  public JsonObject payload() {
    return message.content().object();
  }

  @Override
  public A assigns() {
    return api.assigns();
  }

  @Override
  public PhoenixSocket socket() {
    return slot.session();
  }

  @Override
  public boolean isWanted() {
    return !answered.get() && !slot.session().isGone();
  }

  @Override
  public void accept(Payload response, Opening opening) {
    if (answered.compareAndSet(false, true)) {
      slot.session().inTurn(() -> slot.accept(this, response, opening));
    }
  }

  @Override
  public void timeOut() {
    if (!answered.get()) {
      slot.session().unanswered("a join", route.pattern());
      refuse(TopicSlot.TIMEOUT);
    }
  }

  @Override
  public void refuse(Payload response) {
    if (answered.compareAndSet(false, true)) {
      slot.session().inTurn(() -> slot.refuse(this, response));
    }
  }
}
