package dev.carillon.identity;

/** The fake that other tests rely on keeps the contract. */
class MemorySessionStoreTest extends SessionStoreContract {
  private final SessionStore store = new MemorySessionStore();

  @Override
  protected SessionStore store() {
    return store;
  }
}
