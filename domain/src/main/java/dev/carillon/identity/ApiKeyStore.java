package dev.carillon.identity;

import java.util.List;
import java.util.Optional;

/**
 * Where API keys are kept, their values as SHA-256 only. Port; any thread; may block. A write is
 * durable when its call returns; refuses as {@link UserStore} does.
 */
public interface ApiKeyStore {

  /** Adds the key, unless its id or its value is taken: then false. */
  boolean create(ApiKey key, String valueHash);

  Optional<ApiKey> byHash(String valueHash);

  /** The keys of a user, oldest first. */
  List<ApiKey> ofUser(String userId);

  /** Removes a key; empty when the user has no key of this id. */
  Optional<ApiKey> remove(String userId, String keyId);
}
