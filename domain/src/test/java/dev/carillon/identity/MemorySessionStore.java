package dev.carillon.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link SessionStore} for tests. Any thread. */
public final class MemorySessionStore implements SessionStore {
  private static final long ALIVE = Long.MAX_VALUE;

  private record Row(Family family, String hash, long revokedAt) {}

  private final Map<String, Row> rows = new LinkedHashMap<>();

  @Override
  public synchronized void open(Family family, String tokenHash) {
    rows.put(family.id(), new Row(family, tokenHash, ALIVE));
  }

  @Override
  public synchronized Rotation rotate(
      String familyId, String usedHash, String nextHash, long nowMillis, long expiresAtMillis) {
    Row row = rows.get(familyId);
    if (row == null || row.revokedAt != ALIVE || row.family.expiresAtMillis() <= nowMillis) {
      return new Rotation.Unknown();
    }
    Family old = row.family;
    if (!row.hash.equals(usedHash)) {
      rows.put(familyId, new Row(old, row.hash, nowMillis));
      return new Rotation.Reused(old);
    }
    Family family = new Family(old.id(), old.userId(), old.createdAtMillis(), expiresAtMillis);
    rows.put(familyId, new Row(family, nextHash, ALIVE));
    return new Rotation.Rotated(family);
  }

  @Override
  public synchronized Optional<Family> revoke(String familyId, long nowMillis) {
    Row row = rows.get(familyId);
    if (row == null || row.revokedAt != ALIVE) {
      return Optional.empty();
    }
    rows.put(familyId, new Row(row.family, row.hash, nowMillis));
    return Optional.of(row.family);
  }

  @Override
  public synchronized List<Family> revokeAll(String userId, long nowMillis) {
    List<Family> revoked = new ArrayList<>();
    for (Row row : List.copyOf(rows.values())) {
      if (row.family.userId().equals(userId)) {
        revoke(row.family.id(), nowMillis).ifPresent(revoked::add);
      }
    }
    return revoked;
  }

  @Override
  public synchronized List<String> revokedSince(long sinceMillis) {
    return rows.values().stream()
        .filter(row -> row.revokedAt != ALIVE && row.revokedAt >= sinceMillis)
        .map(row -> row.family.id())
        .toList();
  }

  @Override
  public synchronized void forgetEndedBefore(long millis) {
    rows.values().removeIf(row -> row.family.expiresAtMillis() < millis);
  }
}
