package dev.carillon.api.topics;

import dev.carillon.identity.Revocation;
import dev.carillon.identity.RevocationListener;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** The connections that have logged in, by user. Any thread. */
final class TopicsConnections implements RevocationListener {
  private final int limitPerUser;

  /** The sets are only touched within the map's {@code compute} of their user. */
  private final ConcurrentMap<String, Set<TopicsSession>> byUser = new ConcurrentHashMap<>();

  private final AtomicLong revocations = new AtomicLong();

  TopicsConnections(int limitPerUser) {
    this.limitPerUser = limitPerUser;
  }

  /** What became of a connection that wants to be listed. */
  enum Entry {
    /** It is listed. */
    LISTED,
    /** Its user has as many as may be. */
    FULL,
    /** There was a revocation since its token was checked. */
    STALE
  }

  /**
   * Lists a connection under its user, if it may be.
   *
   * @param checkedAt what {@link #revocations()} was before its token was checked
   */
  Entry enter(String userId, TopicsSession session, long checkedAt) {
    Entry[] entry = {Entry.FULL};
    byUser.compute(
        userId,
        (_, known) -> {
          // In here: a revocation is counted before it looks for connections, and waits for this.
          if (checkedAt != revocations.get()) {
            entry[0] = Entry.STALE;
            return known;
          }
          Set<TopicsSession> sessions = known == null ? new HashSet<>(1) : known;
          if (sessions.size() < limitPerUser) {
            sessions.add(session);
            entry[0] = Entry.LISTED;
          }
          return sessions;
        });
    return entry[0];
  }

  void leave(String userId, TopicsSession session) {
    byUser.computeIfPresent(
        userId,
        (_, sessions) -> {
          sessions.remove(session);
          return sessions.isEmpty() ? null : sessions;
        });
  }

  /** Whether the id is that of a connection of this user. */
  boolean isOf(String userId, String connectionId) {
    return find(userId, connectionId).isPresent();
  }

  Optional<TopicsSession> find(String connectionId) {
    return byUser.keySet().stream()
        .flatMap(userId -> find(userId, connectionId).stream())
        .findFirst();
  }

  /** Ends the connections that showed what proves nobody any more. */
  @Override
  public void revoked(Revocation revocation) {
    // Counted first: a connection whose token is being checked right now asks again.
    revocations.incrementAndGet();
    byUser.computeIfPresent(
        revocation.userId(),
        (_, sessions) -> {
          sessions.forEach(session -> session.revoked(revocation));
          return sessions;
        });
  }

  /** How many revocations there have been: who sees another number knows that one came between. */
  long revocations() {
    return revocations.get();
  }

  private Optional<TopicsSession> find(String userId, String connectionId) {
    TopicsSession[] found = new TopicsSession[1];
    byUser.computeIfPresent(
        userId,
        (_, sessions) -> {
          for (TopicsSession session : sessions) {
            if (session.connectionId().equals(connectionId)) {
              found[0] = session;
            }
          }
          return sessions;
        });
    return Optional.ofNullable(found[0]);
  }
}
