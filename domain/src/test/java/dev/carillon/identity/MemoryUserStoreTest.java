package dev.carillon.identity;

/** The fake that other tests rely on keeps the contract. */
class MemoryUserStoreTest extends UserStoreContract {
  private final UserStore store = new MemoryUserStore();

  @Override
  protected UserStore store() {
    return store;
  }
}
