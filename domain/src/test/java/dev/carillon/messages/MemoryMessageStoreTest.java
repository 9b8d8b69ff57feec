package dev.carillon.messages;

/** The fake that other tests rely on keeps the contract. */
class MemoryMessageStoreTest extends MessageStoreContract {
  private final MessageStore store = new MemoryMessageStore();

  @Override
  protected MessageStore store() {
    return store;
  }
}
