package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.HistoryRule;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.hub.Loop;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the APIs publish. What clients publish to topics goes to all nodes; what happens in the
 * chat and on the markets is told by each node to its own. A server that is alone has one hub for
 * both.
 *
 * @param topics reaches all nodes
 * @param node reaches this node alone
 * @param histories of both
 */
record Hubs(Hub topics, Hub node, List<History> histories) {
  Hubs {
    histories = List.copyOf(histories);
  }

  /**
   * Makes them.
   *
   * @param loops in the order of their indexes
   * @param epoch of what this node logs, see {@link LocalBus}
   */
  static Hubs over(
      List<Loop> loops, ClusterParts cluster, Config config, HubListener listener, long epoch) {
    List<HistoryRule> ofTopics = Translation.history(config.topics());
    List<HistoryRule> ofNode = Translation.history();
    int bytes = config.topics().historyBytes();
    if (!cluster.hasOthers()) {
      List<HistoryRule> all = new ArrayList<>(ofNode);
      all.addAll(ofTopics);
      History history = new History(all, bytes);
      Hub hub = Hub.over(loops, cluster.bus(), history, listener);
      return new Hubs(hub, hub, List.of(history));
    }
    History topics = new History(ofTopics, bytes);
    History node = new History(ofNode, bytes);
    return new Hubs(
        Hub.over(loops, cluster.bus(), topics, listener),
        Hub.over(loops, new LocalBus(epoch), node, listener),
        List.of(topics, node));
  }

  /** How many events wait at the fullest shard. */
  int backlog() {
    return Math.max(topics.backlog(), node.backlog());
  }

  /** About how much memory the kept events take. */
  long historyBytes() {
    return histories.stream().mapToLong(History::bytes).sum();
  }
}
