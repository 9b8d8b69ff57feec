package dev.carillon.identity;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * The live connections of one API whose user is known, by user: so many of each, and each hears
 * when something of its user is revoked. Any thread.
 *
 * @param <C> a connection; it may be told of a revocation that does not cover what it showed
 */
public final class UserConnections<C extends RevocationListener> implements RevocationListener {
  private final int limitPerUser;
  private final Elsewhere elsewhere;

  /** The sets are only touched within the map's {@code compute} of their user. */
  private final ConcurrentMap<String, Set<C>> byUser = new ConcurrentHashMap<>();

  private final AtomicLong revocations = new AtomicLong();

  /** What became of a connection that wants to be listed. */
  public enum Entry {
    /** It is one of the user's now, or was already. */
    LISTED,
    /** Its user has as many as may be. */
    FULL,
    /** There was a revocation since its token was checked. */
    STALE
  }

  /**
   * What other servers have of a user's connections. Must not block, nor come back here.
   *
   * @param count how many they have of a user, about
   * @param changed is told how many more this one has of a user now
   */
  public record Elsewhere(ToIntFunction<String> count, ObjIntConsumer<String> changed) {
    /** There are no others. */
    public static final Elsewhere NONE = new Elsewhere(_ -> 0, (_, _) -> {});
  }

  /**
   * Begins with none.
   *
   * @param limitPerUser {@link Integer#MAX_VALUE}: none
   */
  public UserConnections(int limitPerUser) {
    this(limitPerUser, Elsewhere.NONE);
  }

  /**
   * Begins with none of several servers that share the limit: two that come at the same time may
   * exceed it.
   */
  public UserConnections(int limitPerUser, Elsewhere elsewhere) {
    this.limitPerUser = limitPerUser;
    this.elsewhere = elsewhere;
  }

  /**
   * Lists a connection under its user, if it may be.
   *
   * @param checkedAt what {@link #revocations()} was before its token was checked
   */
  public Entry enter(String userId, C connection, long checkedAt) {
    Entry[] entry = {Entry.FULL};
    byUser.compute(
        userId,
        (_, known) -> {
          // In here: a revocation is counted before it looks for connections, and waits for this.
          if (checkedAt != revocations.get()) {
            entry[0] = Entry.STALE;
            return known;
          }
          Set<C> connections = known == null ? new HashSet<>(1) : known;
          if (connections.contains(connection)) {
            entry[0] = Entry.LISTED;
          } else if (connections.size() + elsewhere.count().applyAsInt(userId) < limitPerUser) {
            connections.add(connection);
            elsewhere.changed().accept(userId, 1);
            entry[0] = Entry.LISTED;
          }
          return connections.isEmpty() ? null : connections;
        });
    return entry[0];
  }

  /** The connection is gone, or never was listed. */
  public void leave(String userId, C connection) {
    byUser.computeIfPresent(
        userId,
        (_, connections) -> {
          if (connections.remove(connection)) {
            elsewhere.changed().accept(userId, -1);
          }
          return connections.isEmpty() ? null : connections;
        });
  }

  /** How many a user has here. */
  public int count(String userId) {
    int[] count = {0};
    byUser.computeIfPresent(
        userId,
        (_, connections) -> {
          count[0] = connections.size();
          return connections;
        });
    return count[0];
  }

  /** Whether a user has as many as may be. */
  public boolean isFull(String userId) {
    return count(userId) + elsewhere.count().applyAsInt(userId) >= limitPerUser;
  }

  /** One of anybody's that is so; looks at all there are. */
  public Optional<C> find(Predicate<? super C> isIt) {
    return byUser.keySet().stream().flatMap(userId -> find(userId, isIt).stream()).findFirst();
  }

  private Optional<C> find(String userId, Predicate<? super C> isIt) {
    AtomicReference<Optional<C>> found = new AtomicReference<>(Optional.empty());
    byUser.computeIfPresent(
        userId,
        (_, connections) -> {
          found.set(connections.stream().filter(isIt).findFirst());
          return connections;
        });
    return found.get();
  }

  /** Tells the user's connections: those that showed what proves nobody any more have to end. */
  @Override
  public void revoked(Revocation revocation) {
    // Counted first: a connection whose token is being checked right now asks again.
    revocations.incrementAndGet();
    byUser.computeIfPresent(
        revocation.userId(),
        (_, connections) -> {
          connections.forEach(connection -> connection.revoked(revocation));
          return connections;
        });
  }

  /** How many revocations there have been: who sees another number knows that one came between. */
  public long revocations() {
    return revocations.get();
  }
}
