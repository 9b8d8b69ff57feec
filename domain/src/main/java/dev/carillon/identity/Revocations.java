package dev.carillon.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What proves nobody any more, in memory: asked for every token that is checked, so no store is
 * asked. Any thread.
 *
 * <p>Access tokens are short-lived, so an entry may go once every token it covers has expired.
 * {@link Identity#restore} fills it after a start.
 */
public final class Revocations {
  private static final int SWEEP_EVERY = 1_024;

  private final long tokenLifetimeMillis;
  private final Map<String, Long> families = new ConcurrentHashMap<>();
  private final Map<String, Long> users = new ConcurrentHashMap<>();
  private final Set<String> suspended = ConcurrentHashMap.newKeySet();
  private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();
  private volatile Announcer announcer = Announcer.NOBODY;

  /** Tells other nodes what is revoked on this one. Any thread; must not block or throw. */
  public interface Announcer {
    /** There are no others. */
    Announcer NOBODY =
        new Announcer() {
          @Override
          public void revoked(Revocation revocation) {}

          @Override
          public void suspended(String userId, boolean isSuspended) {}
        };

    void revoked(Revocation revocation);

    /** An account was taken from its user, or given back. */
    void suspended(String userId, boolean isSuspended);
  }

  /**
   * Begins with nothing revoked.
   *
   * @param tokenLifetimeMillis the longest life of an access token, allowed clock skew included
   */
  public Revocations(long tokenLifetimeMillis) {
    this.tokenLifetimeMillis = tokenLifetimeMillis;
  }

  /** From now on tells the listener of each revocation. */
  public void listen(RevocationListener listener) {
    listeners.add(listener);
  }

  /** From now on other nodes are told of what is revoked here. */
  public void announceTo(Announcer others) {
    announcer = others;
  }

  /** Another node has revoked something: its sessions on this one end, too. */
  public void heard(Revocation revocation, long nowMillis) {
    record(revocation, nowMillis);
    tell(revocation);
  }

  /** Another node has suspended an account, or given it back. */
  public void heardSuspended(String userId, boolean isSuspended) {
    set(userId, isSuspended);
  }

  /** Whether a token that is otherwise good was revoked. */
  public boolean isRevoked(String userId, String tokenId, long issuedAtMillis) {
    if (families.containsKey(TokenId.family(tokenId))) {
      return true;
    }
    Long until = users.get(userId);
    return until != null && issuedAtMillis <= until;
  }

  public boolean isSuspended(String userId) {
    return suspended.contains(userId);
  }

  void revoke(Revocation revocation, long nowMillis) {
    heard(revocation, nowMillis);
    announcer.revoked(revocation);
  }

  private void tell(Revocation revocation) {
    for (RevocationListener listener : listeners) {
      listener.revoked(revocation);
    }
  }

  /** As {@link #revoke}, of something that was revoked before: no listener hears of it. */
  void record(Revocation revocation, long nowMillis) {
    switch (revocation) {
      case Revocation.OfFamily(_, String familyId) -> {
        families.put(familyId, nowMillis + tokenLifetimeMillis);
        if (families.size() % SWEEP_EVERY == 0) {
          families.values().removeIf(until -> until < nowMillis);
        }
      }
      case Revocation.OfUser(String userId, long untilMillis) ->
          users.merge(userId, untilMillis, Math::max);
      case Revocation.OfKey _ -> {}
    }
  }

  void suspend(String userId, boolean isSuspended) {
    set(userId, isSuspended);
    announcer.suspended(userId, isSuspended);
  }

  /** As {@link #suspend}, of an account that was suspended before: no other node hears of it. */
  void record(String suspendedUserId) {
    set(suspendedUserId, true);
  }

  private void set(String userId, boolean isSuspended) {
    if (isSuspended) {
      suspended.add(userId);
    } else {
      suspended.remove(userId);
    }
  }

  /** The longest life of an access token, allowed clock skew included. */
  public long tokenLifetimeMillis() {
    return tokenLifetimeMillis;
  }
}
