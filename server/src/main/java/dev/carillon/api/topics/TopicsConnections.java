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

  /** Whether the user may have one more connection; {@code session} is one from now on if so. */
  boolean enter(String userId, TopicsSession session) {
    boolean[] entered = {false};
    byUser.compute(
        userId,
        (_, known) -> {
          Set<TopicsSession> sessions = known == null ? new HashSet<>(1) : known;
          if (sessions.size() < limitPerUser) {
            entered[0] = sessions.add(session);
          }
          return sessions;
        });
    return entered[0];
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
