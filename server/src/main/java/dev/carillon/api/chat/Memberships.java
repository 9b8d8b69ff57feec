package dev.carillon.api.chat;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which channels the users who have a workspace open are members of, so that what concerns a
 * channel's members alone reaches no one else. Any thread.
 */
final class Memberships {
  /** The sets are only touched within the map's {@code compute} of their user. */
  private final ConcurrentMap<String, Set<Of>> byUser = new ConcurrentHashMap<>();

  /** Those of one user, as one socket knows them. */
  static final class Of {
    private final String userId;

    /** What happened since it is listed: newer than whatever is loaded. */
    private final Map<String, Boolean> changed = new HashMap<>();

    private final Set<String> channelIds = new HashSet<>();

    private Of(String userId) {
      this.userId = userId;
    }

    String userId() {
      return userId;
    }

    /** What the store says. */
    synchronized void load(Collection<String> stored) {
      channelIds.addAll(stored);
      changed.forEach(this::set);
    }

    synchronized boolean contains(String channelId) {
      return channelIds.contains(channelId);
    }

    private synchronized void change(String channelId, boolean member) {
      changed.put(channelId, member);
      set(channelId, member);
    }

    private void set(String channelId, boolean member) {
      if (member) {
        channelIds.add(channelId);
      } else {
        channelIds.remove(channelId);
      }
    }
  }

  /** From now on follows what happens to a user; to be loaded next, and taken back at the end. */
  Of follow(String userId) {
    Of memberships = new Of(userId);
    byUser.compute(
        userId,
        (_, known) -> {
          Set<Of> all = known == null ? new HashSet<>(1) : known;
          all.add(memberships);
          return all;
        });
    return memberships;
  }

  void forget(Of memberships) {
    byUser.computeIfPresent(
        memberships.userId(),
        (_, all) -> {
          all.remove(memberships);
          return all.isEmpty() ? null : all;
        });
  }

  /** How many users are followed. */
  int size() {
    return byUser.size();
  }

  /** A user has become a member of a channel, or is one no more. */
  void changed(String userId, String channelId, boolean member) {
    byUser.computeIfPresent(
        userId,
        (_, all) -> {
          all.forEach(memberships -> memberships.change(channelId, member));
          return all;
        });
  }
}
