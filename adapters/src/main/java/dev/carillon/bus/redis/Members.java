package dev.carillon.bus.redis;

import dev.carillon.bus.redis.View.Member;
import dev.carillon.core.cluster.NodeListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The other nodes as the listeners were told. Changed on the cluster's thread only; {@link #wanted}
 * runs ahead of it, so that nobody who begins to listen waits behind a long queue.
 */
final class Members {
  private final String self;
  private final List<NodeListener> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<String, Member> known = Map.of();
  private volatile long wanted = -1;

  Members(String self) {
    this.self = self;
  }

  void listen(NodeListener listener) {
    listeners.add(listener);
  }

  Set<String> others() {
    return known.keySet();
  }

  /** The partitions in which any other node may listen. */
  long wanted() {
    return wanted;
  }

  /** A view came in. Any thread. */
  void glimpse(View view) {
    long mask = 0;
    for (Map.Entry<String, Member> entry : view.members().entrySet()) {
      mask |= entry.getKey().equals(self) ? 0 : entry.getValue().interest();
    }
    wanted = mask;
  }

  /** Views may be missing: any node may listen anywhere until one comes. Any thread. */
  void doubt() {
    wanted = -1;
  }

  /** Tells the listeners what a view changes. */
  void apply(View view) {
    Map<String, Member> before = known;
    Map<String, Member> after = new HashMap<>(view.members());
    after.remove(self);
    before.forEach((node, was) -> after.computeIfPresent(node, (_, now) -> newest(was, now)));
    known = Map.copyOf(after);
    before.forEach((node, was) -> {
      if (isAnother(was, after.get(node))) {
        listeners.forEach(listener -> listener.left(node));
      }
    });
    boolean losses = false;
    for (Map.Entry<String, Member> entry : after.entrySet()) {
      Member was = before.get(entry.getKey());
      if (isAnother(entry.getValue(), was)) {
        listeners.forEach(listener -> listener.joined(entry.getKey()));
      } else {
        losses |= was != null && entry.getValue().losses() > was.losses();
      }
    }
    if (losses) {
      missed();
    }
  }

  private static boolean isAnother(Member member, @Nullable Member other) {
    return other == null || other.incarnation() != member.incarnation();
  }

  /** A note may have told of losses that the view does not know yet. */
  private static Member newest(Member was, Member now) {
    return isAnother(was, now) || now.losses() >= was.losses()
        ? now
        : new Member(now.incarnation(), now.interest(), was.losses(), now.said());
  }

  /** Tells the listeners when a node says with a note that others of it were lost. */
  void heard(String node, int losses) {
    Member member = known.get(node);
    if (member != null && losses > member.losses()) {
      Map<String, Member> after = new HashMap<>(known);
      after.put(node, new Member(member.incarnation(), member.interest(), losses, member.said()));
      known = Map.copyOf(after);
      missed();
    }
  }

  void missed() {
    listeners.forEach(NodeListener::missed);
  }
}
