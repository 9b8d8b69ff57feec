package dev.carillon.core.hub;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.Bucket;
import dev.carillon.core.topic.Matches;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what gathered for one shard since its last turn. Confined to the shard's loop; reused.
 *
 * <p>A write to a socket costs about the same whatever it carries, so all that matters is that each
 * connection gets one write a turn, and that its bytes are made once for all who get the same:
 *
 * <ol>
 *   <li>The events are gathered into one {@link Group} a topic.
 *   <li>Every subscriber is noted once. One that hears a single group, whole, is sent that group's
 *       shared batches: the same memory for all of them. Those of the largest group that hear
 *       nothing else are not even noted: an answer to one of a thousand members does not cost the
 *       others a second pass.
 *   <li>One that hears several groups, or not all of one, gets its frames in the order they were
 *       published (the order holds across topics). Subscribers in a row with the same frames share
 *       the bytes too.
 * </ol>
 *
 * <p>Everything a subscriber gets is written and flushed in one go: a second pass over all
 * connections would find cold caches.
 */
final class Turn {
  /** How many connections are looked at together before they are written to. */
  private static final int AHEAD = 16;

  /** The slot of a subscriber that has all it gets in this turn. */
  private static final int SERVED = -1;

  private final Loop loop;
  private final TopicIndex<Subscription> index;

  private final List<Event> events = new ArrayList<>();
  private final Map<Topic, Group> groupOf = new HashMap<>();
  private final List<Group> spare = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private Place[] places = new Place[64];
  private int placed;
  private int number;
  private long deliveries;

  /** Only noted so that {@link #touch} has a result that no compiler may leave out. */
  @SuppressWarnings("UnusedVariable")
  private long lastBacklogBytes;

  /** What one subscriber gets in this turn. */
  private static final class Place {
    private @Nullable Subscriber subscriber;
    private @Nullable Group group;
    private @Nullable Subscription subscription;
    private boolean mixed;
    private int lastEvent;
    private final List<Frame> frames = new ArrayList<>(0);
  }

  Turn(Loop loop, TopicIndex<Subscription> index) {
    this.loop = loop;
    this.index = index;
  }

  void add(Event event) {
    events.add(event);
  }

  /** Delivers all that was added. Returns how many deliveries that were. */
  long deliver() {
    deliveries = 0;
    number++;
    gather();
    Group largest = largest();
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i) != largest) {
        place(groups.get(i));
      }
    }
    serve(largest);
    if (placed > 0) {
      sortOut();
      send();
    }
    end();
    return deliveries;
  }

  /** Forgets what was added, after {@link #deliver()} threw. */
  void abandon() {
    end();
  }

  private void gather() {
    Group last = null;
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      Topic topic = event.publication().topic();
      if (last == null || !topic.equals(last.topic())) {
        last = groupOf.get(topic);
        if (last == null) {
          last = newGroup();
          index.matching(topic, last.matches);
          groupOf.put(topic, last);
          groups.add(last);
        }
      }
      last.add(event);
    }
  }

  /** The group with the most subscriptions. */
  private Group largest() {
    Group largest = groups.getFirst();
    for (int i = 1; i < groups.size(); i++) {
      Group group = groups.get(i);
      if (group.matches.size() > largest.matches.size()) {
        largest = group;
      }
    }
    return largest;
  }

  private Group newGroup() {
    Group group = spare.isEmpty() ? new Group(loop) : spare.removeLast();
    group.begin();
    return group;
  }

  /** Whoever hears nothing but this group, and all of it, is served in this one pass. */
  private void serve(Group group) {
    Matches<Subscription> matches = group.matches;
    boolean unique = matches.buckets() == 1;
    for (int b = 0; b < matches.buckets(); b++) {
      Bucket<Subscription> bucket = matches.bucket(b);
      for (int start = 0; start < bucket.size(); start += AHEAD) {
        int end = Math.min(start + AHEAD, bucket.size());
        touch(bucket, start, end);
        for (int i = start; i < end; i++) {
          serve(group, bucket.get(i), unique);
        }
      }
    }
  }

  private void serve(Group group, Subscription subscription, boolean unique) {
    Subscriber subscriber = subscription.subscriber();
    if (unique && subscriber.turn != number && group.isWholeFor(subscription)) {
      subscriber.turn = number;
      subscriber.slot = SERVED;
      sendWhole(group, subscription);
    } else if (subscriber.turn != number || subscriber.slot != SERVED) {
      place(group, subscription);
    }
  }

  /**
   * Looks at what the next writes will need. A write runs so much of the kernel that the next
   * connection's objects have left the caches, and each look at them waits for memory in turn;
   * looked at together, they wait together.
   */
  private void touch(Bucket<Subscription> bucket, int start, int end) {
    long waiting = 0;
    for (int i = start; i < end; i++) {
      waiting += bucket.get(i).subscriber().backlogBytes();
    }
    lastBacklogBytes = waiting;
  }

  /** The same for those who were placed. */
  private void touch(int start, int end) {
    long waiting = 0;
    for (int i = start; i < end; i++) {
      Subscriber subscriber = places[i].subscriber;
      waiting += subscriber == null ? 0 : subscriber.backlogBytes();
    }
    lastBacklogBytes = waiting;
  }

  private void place(Group group) {
    Matches<Subscription> matches = group.matches;
    for (int b = 0; b < matches.buckets(); b++) {
      Bucket<Subscription> bucket = matches.bucket(b);
      for (int i = 0; i < bucket.size(); i++) {
        place(group, bucket.get(i));
      }
    }
  }

  private void place(Group group, Subscription subscription) {
    Place place = placeOf(subscription.subscriber());
    if (place.group == null) {
      place.group = group;
      place.subscription = subscription;
      place.mixed = !group.isWholeFor(subscription);
    } else if (place.group != group) {
      place.mixed = true;
      place.group.hasMixed = true;
      place.group = group;
    } else if (!place.mixed) {
      return;
    }
    group.hasMixed |= place.mixed;
  }

  private Place placeOf(Subscriber subscriber) {
    if (subscriber.turn == number) {
      return places[subscriber.slot];
    }
    if (placed == places.length) {
      places = Arrays.copyOf(places, placed * 2);
    }
    Place place = places[placed];
    if (place == null) {
      place = new Place();
      places[placed] = place;
    }
    subscriber.turn = number;
    subscriber.slot = placed++;
    place.subscriber = subscriber;
    place.lastEvent = -1;
    return place;
  }

  /** Gives those who need events one by one their frames, in the order of publication. */
  private void sortOut() {
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      if (group.hasMixed) {
        findMixed(group);
      }
    }
    for (int e = 0; e < events.size(); e++) {
      Event event = events.get(e);
      Group group = groups.size() == 1 ? groups.getFirst() : groupOf(event);
      if (group.hasMixed) {
        int inGroup = group.cursor++;
        for (int i = 0; i < group.mixed.size(); i++) {
          sortOut(group, group.mixed.get(i), e, inGroup);
        }
      }
    }
  }

  /** Few of a large group may be mixed: the others are not looked at again for each event. */
  private void findMixed(Group group) {
    Matches<Subscription> matches = group.matches;
    for (int b = 0; b < matches.buckets(); b++) {
      Bucket<Subscription> bucket = matches.bucket(b);
      for (int i = 0; i < bucket.size(); i++) {
        Subscription subscription = bucket.get(i);
        int slot = subscription.subscriber().slot;
        if (slot != SERVED && places[slot].mixed) {
          group.mixed.add(subscription);
        }
      }
    }
  }

  private Group groupOf(Event event) {
    Group group = groupOf.get(event.publication().topic());
    if (group == null) {
      throw new AssertionError("an event of this turn has no group");
    }
    return group;
  }

  private void sortOut(Group group, Subscription subscription, int number, int inGroup) {
    Subscriber subscriber = subscription.subscriber();
    Place place = places[subscriber.slot];
    Event event = events.get(number);
    if (place.lastEvent == number || !mayHave(subscription, event)) {
      return;
    }
    place.lastEvent = number;
    if (subscription.delivery() != Delivery.ALL && subscriber.isBehind()) {
      leaveOut(group, subscription, event, inGroup);
      return;
    }
    place.frames.add(group.frame(inGroup, subscription.encoder()));
  }

  private static boolean mayHave(Subscription subscription, Event event) {
    long except = event.publication().exceptSession();
    return subscription.accepts(event)
        && (except == 0 || except != subscription.subscriber().sessionId());
  }

  private void leaveOut(Group group, Subscription subscription, Event event, int inGroup) {
    Subscriber subscriber = subscription.subscriber();
    if (subscription.delivery() == Delivery.RESYNC) {
      subscriber.missed(subscription);
      return;
    }
    Publication publication = event.publication();
    Object key = publication.key() == null ? publication.topic() : publication.key();
    subscriber.keepLatest(subscription, key, group.frame(inGroup, subscription.encoder()));
  }

  private void send() {
    List<Frame> shared = List.of();
    boolean sharedDeflates = false;
    SharedFrames bytes = null;
    for (int i = 0; i < placed; i++) {
      if (i % AHEAD == 0) {
        touch(i, Math.min(i + AHEAD, placed));
      }
      Place place = places[i];
      Subscriber subscriber = place.subscriber;
      if (subscriber == null || place.group == null || place.subscription == null) {
        continue;
      }
      if (!place.mixed) {
        sendWhole(place.group, place.subscription);
      } else if (!place.frames.isEmpty()) {
        deliveries += place.frames.size();
        if (bytes == null
            || sharedDeflates != subscriber.deflates()
            || !place.frames.equals(shared)) {
          if (bytes != null) {
            bytes.release();
          }
          shared = place.frames;
          sharedDeflates = subscriber.deflates();
          bytes = loop.share(shared, sharedDeflates);
        }
        subscriber.send(bytes, true);
      }
    }
    if (bytes != null) {
      bytes.release();
    }
  }

  private void sendWhole(Group group, Subscription subscription) {
    Subscriber subscriber = subscription.subscriber();
    List<SharedFrames> batches = group.batches(subscription.encoder(), subscriber.deflates());
    int last = batches.size() - 1;
    for (int i = 0; i < last; i++) {
      subscriber.send(batches.get(i), false);
    }
    subscriber.send(batches.get(last), true);
    deliveries += group.events.size();
  }

  private void end() {
    for (int i = 0; i < placed; i++) {
      Place place = places[i];
      place.subscriber = null;
      place.group = null;
      place.subscription = null;
      place.mixed = false;
      place.frames.clear();
    }
    placed = 0;
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      group.end();
      spare.add(group);
    }
    groups.clear();
    groupOf.clear();
    events.clear();
  }
}
