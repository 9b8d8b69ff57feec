package dev.carillon.api.chat;

import dev.carillon.identity.Revocation;
import dev.carillon.identity.RevocationListener;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** The sockets whose token is good, by user. Any thread. */
final class ChatConnections implements RevocationListener {
  private final int limitPerUser;

  /** The sets are only touched within the map's {@code compute} of their user. */
  private final ConcurrentMap<String, Set<ChatSocket>> byUser = new ConcurrentHashMap<>();

  private final AtomicLong revocations = new AtomicLong();

  /**
   * @param limitPerUser {@link Integer#MAX_VALUE}: none
   */
  ChatConnections(int limitPerUser) {
    this.limitPerUser = limitPerUser;
  }

  /** What became of a socket that wants to be listed. */
  enum Entry {
    LISTED,
    /** Its user has as many as may be. */
    FULL,
    /** There was a revocation since its token was checked. */
    STALE
  }

  /**
   * Lists a socket under its user, if it may be.
   *
   * @param checkedAt what {@link #revocations()} was before its token was checked
   */
  Entry enter(String userId, ChatSocket socket, long checkedAt) {
    Entry[] entry = {Entry.FULL};
    byUser.compute(
        userId,
        (_, known) -> {
          // In here: a revocation is counted before it looks for sockets, and waits for this.
          if (checkedAt != revocations.get()) {
            entry[0] = Entry.STALE;
            return known;
          }
          Set<ChatSocket> sockets = known == null ? new HashSet<>(1) : known;
          if (sockets.size() < limitPerUser) {
            sockets.add(socket);
            entry[0] = Entry.LISTED;
          }
          return sockets.isEmpty() ? null : sockets;
        });
    return entry[0];
  }

  void leave(String userId, ChatSocket socket) {
    byUser.computeIfPresent(
        userId,
        (_, sockets) -> {
          sockets.remove(socket);
          return sockets.isEmpty() ? null : sockets;
        });
  }

  /** How many sockets a user has. */
  int count(String userId) {
    Integer[] count = {0};
    byUser.computeIfPresent(
        userId,
        (_, sockets) -> {
          count[0] = sockets.size();
          return sockets;
        });
    return count[0];
  }

  /** Ends the sockets that showed what proves nobody any more. */
  @Override
  public void revoked(Revocation revocation) {
    // Counted first: a socket whose token is being checked right now asks again.
    revocations.incrementAndGet();
    byUser.computeIfPresent(
        revocation.userId(),
        (_, sockets) -> {
          sockets.forEach(socket -> socket.revoked(revocation));
          return sockets;
        });
  }

  /** How many revocations there have been: who sees another number knows that one came between. */
  long revocations() {
    return revocations.get();
  }
}
