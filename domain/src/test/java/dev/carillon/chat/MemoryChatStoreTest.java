package dev.carillon.chat;

import dev.carillon.chat.model.ChatStore;

class MemoryChatStoreTest extends ChatContract {
  private final ChatStore store = new MemoryChatStore();

  @Override
  protected ChatStore store() {
    return store;
  }
}
