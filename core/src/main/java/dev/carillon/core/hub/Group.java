package dev.carillon.core.hub;

import dev.carillon.core.bus.Event;
import dev.carillon.core.topic.Matches;
import dev.carillon.core.topic.Topic;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one topic in one turn, who hears them, and the bytes they share. Reused from turn
 * to turn; confined to its loop.
 */
final class Group {
  /** Larger pieces gain nothing and make a slow reader hold more. */
  private static final int BATCH_BYTES = 64 * 1024;

  private final Loop loop;
  final List<Event> events = new ArrayList<>();
  final Matches<Subscription> matches = new Matches<>();
  private final List<Form> forms = new ArrayList<>(2);

  /** The first logged sequence, {@link Long#MAX_VALUE} when none is logged. */
  private long firstSequence;

  private boolean excludesSomeone;

  /** Whether a subscriber of it needs its events one by one. */
  boolean hasMixed;

  /** The subscriptions of those, once they were looked for. */
  final List<Subscription> mixed = new ArrayList<>();

  /** How many of its events were handed out one by one. */
  int cursor;

  /** The events' frames in one encoding. */
  private static final class Form {
    private final Encoder encoder;
    private final List<Frame> frames = new ArrayList<>();
    private final List<SharedFrames> plain = new ArrayList<>(1);
    private final List<SharedFrames> deflated = new ArrayList<>(1);

    Form(Encoder encoder) {
      this.encoder = encoder;
    }
  }

  Group(Loop loop) {
    this.loop = loop;
  }

  void begin() {
    firstSequence = Long.MAX_VALUE;
    excludesSomeone = false;
    hasMixed = false;
    cursor = 0;
  }

  void add(Event event) {
    events.add(event);
    if (event.offset() != null) {
      firstSequence = Math.min(firstSequence, event.sequence());
    }
    excludesSomeone |= event.publication().exceptSession() != 0;
  }

  Topic topic() {
    return events.getFirst().publication().topic();
  }

  /** Whether {@code subscription} gets all events as they are, so that it can share the batch. */
  boolean isWholeFor(Subscription subscription) {
    return !excludesSomeone
        && subscription.takesAllFrom(firstSequence)
        && (subscription.delivery() == Delivery.ALL || !subscription.subscriber().isBehind());
  }

  /** The frame of the {@code index}th event. */
  Frame frame(int index, Encoder encoder) {
    return framesOf(form(encoder)).get(index);
  }

  /** All events as batches to share; released by {@link #end()}. */
  List<SharedFrames> batches(Encoder encoder, boolean deflates) {
    Form form = form(encoder);
    List<SharedFrames> batches = deflates ? form.deflated : form.plain;
    if (batches.isEmpty()) {
      share(framesOf(form), deflates, batches);
    }
    return batches;
  }

  /** Joins frames into batches of bounded size. */
  private void share(List<Frame> frames, boolean deflates, List<SharedFrames> into) {
    int start = 0;
    int bytes = 0;
    for (int i = 0; i < frames.size(); i++) {
      int size = frames.get(i).sizeBytes();
      if (i > start && bytes + size > BATCH_BYTES) {
        into.add(loop.share(frames.subList(start, i), deflates));
        start = i;
        bytes = 0;
      }
      bytes += size;
    }
    into.add(loop.share(frames.subList(start, frames.size()), deflates));
  }

  @SuppressWarnings("ReferenceEquality") // One instance serves all subscribers of a dialect.
  private Form form(Encoder encoder) {
    for (int i = 0; i < forms.size(); i++) {
      Form form = forms.get(i);
      if (form.encoder == encoder) {
        return form;
      }
    }
    Form form = new Form(encoder);
    forms.add(form);
    return form;
  }

  private List<Frame> framesOf(Form form) {
    for (int i = form.frames.size(); i < events.size(); i++) {
      form.frames.add(form.encoder.encode(events.get(i)));
    }
    return form.frames;
  }

  void end() {
    for (Form form : forms) {
      form.plain.forEach(SharedFrames::release);
      form.deflated.forEach(SharedFrames::release);
    }
    forms.clear();
    events.clear();
    mixed.clear();
    matches.clear();
  }
}
