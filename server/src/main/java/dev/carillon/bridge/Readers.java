package dev.carillon.bridge;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read which public channel, kept until somebody comes or goes. Confined to one thread.
 *
 * <p>Others may change that on other nodes, and it may be heard late or never. So what is kept is
 * good up to the last event of its channel that was heard without a gap: before a later one it is
 * looked up again.
 */
final class Readers {
  private static final int MAX_CHANNELS = 1_000;
  private static final int PAGE = 1_000;

  private final ChatStore store;

  /** Least recently used first. */
  private final Map<String, Known> channels =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MAX_CHANNELS;
        }
      };

  /**
   * @param seq of the last event of the channel that is in it
   * @param users empty: the channel is not public
   */
  private record Known(String workspaceId, long seq, Set<String> users) {}

  Readers(ChatStore store) {
    this.store = store;
  }

  /** The users who may read an event of a channel; empty: it is not a public one. */
  Optional<Set<String>> of(String channelId, long seq) {
    heard(channelId, seq);
    Known known = channels.computeIfAbsent(channelId, id -> store.read(reader -> look(reader, id)));
    return known.users().isEmpty() ? Optional.empty() : Optional.of(known.users());
  }

  /** The readers are the same after this event as before it. */
  void heard(String channelId, long seq) {
    channels.computeIfPresent(
        channelId,
        (_, known) ->
            seq <= known.seq()
                ? known
                : seq == known.seq() + 1
                    ? new Known(known.workspaceId(), seq, known.users())
                    : null);
  }

  void forgetAll() {
    channels.clear();
  }

  void forgetChannel(String channelId) {
    channels.remove(channelId);
  }

  void forgetWorkspace(String workspaceId) {
    channels.values().removeIf(known -> known.workspaceId().equals(workspaceId));
  }

  private static Known look(ChatReader reader, String channelId) {
    Optional<Channel> found = reader.channel(channelId);
    if (found.isEmpty() || !found.get().isPublic()) {
      return new Known(
          found.map(Channel::workspaceId).orElse(""),
          found.map(Channel::lastSeq).orElse(0L),
          Set.of());
    }
    long seq = found.get().lastSeq();
    String workspaceId = found.get().workspaceId();
    Set<String> users = new HashSet<>();
    addWorkspace(reader, workspaceId, users);
    addChannel(reader, channelId, users);
    return new Known(workspaceId, seq, Set.copyOf(users));
  }

  /** Guests read only what they were brought into. */
  private static void addWorkspace(ChatReader reader, String workspaceId, Set<String> users) {
    @Nullable String after = null;
    List<WorkspaceMember> page;
    do {
      page = reader.workspaceMembers(workspaceId, after, PAGE);
      for (WorkspaceMember member : page) {
        after = member.person().id();
        if (!member.isGuest()) {
          users.add(after);
        }
      }
    } while (page.size() == PAGE);
  }

  private static void addChannel(ChatReader reader, String channelId, Set<String> users) {
    @Nullable String after = null;
    List<ChannelMember> page;
    do {
      page = reader.members(channelId, after, PAGE);
      for (ChannelMember member : page) {
        after = member.person().id();
        users.add(after);
      }
    } while (page.size() == PAGE);
  }
}
