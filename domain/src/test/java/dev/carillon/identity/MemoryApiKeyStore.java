package dev.carillon.identity;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An {@link ApiKeyStore} for tests. Any thread. */
public final class MemoryApiKeyStore implements ApiKeyStore {
  private final Map<String, ApiKey> byHash = new LinkedHashMap<>();

  @Override
  public synchronized boolean create(ApiKey key, String valueHash) {
    if (byHash.values().stream().anyMatch(other -> other.id().equals(key.id()))) {
      return false;
    }
    return byHash.putIfAbsent(valueHash, key) == null;
  }

  @Override
  public synchronized Optional<ApiKey> byHash(String valueHash) {
    return Optional.ofNullable(byHash.get(valueHash));
  }

  @Override
  public synchronized List<ApiKey> ofUser(String userId) {
    return byHash.values().stream()
        .filter(key -> key.userId().equals(userId))
        .sorted(Comparator.comparingLong(ApiKey::createdAtMillis))
        .toList();
  }

  @Override
  public synchronized Optional<ApiKey> remove(String userId, String keyId) {
    Optional<ApiKey> found =
        ofUser(userId).stream().filter(key -> key.id().equals(keyId)).findFirst();
    found.ifPresent(key -> byHash.values().remove(key));
    return found;
  }
}
