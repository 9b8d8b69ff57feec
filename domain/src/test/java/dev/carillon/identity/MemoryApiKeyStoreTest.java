package dev.carillon.identity;

/** The fake that other tests rely on keeps the contract. */
class MemoryApiKeyStoreTest extends ApiKeyStoreContract {
  private final ApiKeyStore store = new MemoryApiKeyStore();

  @Override
  protected ApiKeyStore store() {
    return store;
  }
}
