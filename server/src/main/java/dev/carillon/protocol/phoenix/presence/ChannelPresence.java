package dev.carillon.protocol.phoenix.presence;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.presence.Presence;
import dev.carillon.core.presence.PresenceDiff;
import dev.carillon.core.presence.PresenceMeta;
import dev.carillon.core.presence.PresenceSnapshot;
import dev.carillon.core.topic.Topic;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Ending;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who is on which channel, told to all who are. Any thread, but where a method says otherwise.
 *
 * <p>Whoever is tracked gets {@code presence_state}, and from then on one {@code presence_diff} for
 * all that changed in a window, however many came and went. A reader that can't keep up gets a
 * fresh {@code presence_state} instead of what it missed.
 */
public final class ChannelPresence {
  private static final String STATE = "presence_state";
  private static final String DIFF = "presence_diff";

  /** Behind the space of a channel's topics: where their differences are published. */
  private static final String SUFFIX = ".presence";

  private final Hub hub;
  private final InstantSource clock;
  private final Presence presence;

  /**
   * Nobody is there yet.
   *
   * @param refPrefix what all references of this process begin with: letters and digits, others for
   *     each process
   * @param grace how long the presence of a lost connection waits for its return
   * @param sharing with whom
   */
  public ChannelPresence(
      Hub hub, InstantSource clock, String refPrefix, Duration grace, Presence.Sharing sharing) {
    if (!refPrefix.chars().allMatch(Character::isLetterOrDigit)) {
      throw new IllegalArgumentException(
          "refPrefix: " + refPrefix + " (expected: letters, digits)");
    }
    this.hub = hub;
    this.clock = clock;
    this.presence = new Presence(this::publish, refPrefix, grace, sharing);
  }

  /** Ends a window: tells what changed in it. To be called every 50 to 100 milliseconds. */
  public void flush() {
    presence.flush(clock.millis());
  }

  /**
   * Lets a channel's client be there, until its channel ends, and tells it who is: itself, and all
   * who were there before. On the channel's loop, while it opens or later.
   *
   * @param key who; usually a user's id, under which several clients may be there
   * @param meta a JSON object with what the others shall see
   */
  public Tracked track(ChannelSocket channel, String key, Payload meta) {
    Tracked tracked = new Tracked(channel, PresenceJson.safeKey(key));
    tracked.begin(PresenceJson.requireObject(meta));
    return tracked;
  }

  /** {@code presence_state} of a topic: who is there according to the windows that have ended. */
  public Payload state(Topic topic) {
    return PresenceJson.state(presence.snapshot(topic).metas());
  }

  /** How many different keys are there now. */
  public int keys(Topic topic) {
    return presence.keys(topic);
  }

  private void publish(PresenceDiff diff) {
    hub.publish(
        new Publication(
            differences(diff.topic()),
            DIFF,
            PresenceJson.diff(diff),
            null,
            clock.millis(),
            Set.of(),
            Long.toString(diff.version()),
            0));
  }

  private static Topic differences(Topic topic) {
    return Topic.of(topic.space() + SUFFIX, topic.name());
  }

  /** One client that is there. On its channel's loop. */
  public final class Tracked {
    private final ChannelSocket channel;
    private final String key;
    private boolean isOver;

    private Tracked(ChannelSocket channel, String key) {
      this.channel = channel;
      this.key = key;
    }

    private void begin(Payload meta) {
      Following following = new Following(channel);
      Subscription.Options all = channel.everything();
      Subscription _ =
          channel.subscribe(
              differences(channel.topic()),
              new Subscription.Options(all.encoder(), Delivery.RESYNC, following, following));
      channel.whenEnded(this::end);
      PresenceMeta own = presence.track(channel.topic(), key, session(), meta);
      // Behind the subscription, so that nothing falls between them.
      following.tell(own);
    }

    /** Replaces what the others see; they hear of it once. */
    public void update(Payload meta) {
      if (!isOver) {
        PresenceMeta _ =
            presence.track(channel.topic(), key, session(), PresenceJson.requireObject(meta));
      }
    }

    /** Ends it before the channel ends; the client still hears of the others. */
    public void leave() {
      end(new Ending.Left());
    }

    private void end(Ending ending) {
      if (isOver) {
        return;
      }
      isOver = true;
      switch (ending) {
        case Ending.Left _, Ending.Closed _ -> {
          boolean _ = presence.untrack(channel.topic(), key, session());
        }
        // All of these come back at once, unless the client is really gone.
        case Ending.Replaced _, Ending.Crashed _, Ending.Disconnected _ ->
            presence.dropped(channel.topic(), key, session(), clock.millis());
      }
    }

    private long session() {
      return channel.socket().id();
    }
  }

  /** A client's view of its topic: leaves out the differences that its state contains. */
  private final class Following implements Predicate<Publication>, Runnable {
    private final ChannelSocket channel;
    private long version;

    Following(ChannelSocket channel) {
      this.channel = channel;
    }

    /** Sends the state with {@code own} in it, though its window has not ended. */
    void tell(PresenceMeta own) {
      PresenceSnapshot snapshot = presence.snapshot(channel.topic());
      version = snapshot.version();
      channel.push(STATE, PresenceJson.state(PresenceJson.with(snapshot.metas(), own)));
    }

    /** Sends a fresh state. */
    @Override
    public void run() {
      PresenceSnapshot snapshot = presence.snapshot(channel.topic());
      version = snapshot.version();
      channel.push(STATE, PresenceJson.state(snapshot.metas()));
    }

    @Override
    public boolean test(Publication difference) {
      return difference.key() == null || Long.parseLong(difference.key()) > version;
    }
  }
}
