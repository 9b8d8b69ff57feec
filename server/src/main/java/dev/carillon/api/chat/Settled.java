package dev.carillon.api.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Up to which number the events of each channel have been published. Any thread.
 *
 * <p>A reader may see what was committed a moment before it is published. Whoever reads and then
 * subscribes waits here in between: what it has read can't come again then.
 */
final class Settled {
  private final ChatStore store;
  private final ConcurrentMap<String, Long> published = new ConcurrentHashMap<>();

  Settled(ChatStore store) {
    this.store = store;
  }

  /** The event with this number was published. On the thread that commits. */
  void published(String channelId, long seq) {
    published.merge(channelId, seq, Math::max);
  }

  /** Up to which number the channel's events have been published, as far as is known here. */
  long last(String channelId) {
    return published.getOrDefault(channelId, -1L);
  }

  /**
   * Returns once all events of the channel up to a number have been published. Blocks, not for
   * long: that thread publishes right after the commit.
   *
   * @param seq of an event that was seen in the store
   */
  void await(String channelId, long seq) {
    if (last(channelId) < seq) {
      // A work on the same channel: its turn comes behind the works that made those events, and it
      // answers for channels that nothing has happened in since the start.
      store.write(
          transaction -> transaction.lockChannel(channelId).map(Channel::lastSeq).orElse(0L),
          last -> published(channelId, last));
    }
  }
}
