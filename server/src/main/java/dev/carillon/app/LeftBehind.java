package dev.carillon.app;

import dev.carillon.api.topics.TopicsApi;
import dev.carillon.messages.MessageStore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the messages that nodes stored which died before they could publish them. One thread.
 *
 * <p>A node lives that has published and could not say so, because the store was away: such
 * messages must not be published twice. Therefore everybody first says what is to be said, and
 * takes nothing of others before Redis and the store have worked for {@link Steadiness#LONG}.
 */
final class LeftBehind {
  private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);

  private final TopicsApi topics;
  private final MessageStore messages;
  private final BooleanSupplier storeWorks;
  private final ClusterParts cluster;
  private final Steadiness store = new Steadiness(System::nanoTime);

  LeftBehind(
      TopicsApi topics, MessageStore messages, BooleanSupplier storeWorks, ClusterParts cluster) {
    this.topics = topics;
    this.messages = messages;
    this.storeWorks = storeWorks;
    this.cluster = cluster;
  }

  /** Does what is due. To be called every few seconds; blocks on the store. */
  void publish() {
    if (!cluster.hasOthers()) {
      return;
    }
    boolean isStoreSteady = store.look(storeWorks.getAsBoolean() && messages.publishedAgain());
    if (isStoreSteady && cluster.isSettled()) {
      int published = topics.publishLeftBehind(Steadiness.LONG.toMillis());
      if (published > 0) {
        LOG.info("published {} messages that a node had left behind", published);
      }
    }
  }
}
