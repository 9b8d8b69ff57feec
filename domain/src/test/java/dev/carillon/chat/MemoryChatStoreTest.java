package dev.carillon.chat;

import dev.carillon.chat.model.ChatStore;
import org.junit.jupiter.api.Nested;

class MemoryChatStoreTest {
  @Nested
  class Rules extends ChatRulesContract {
    @Override
    protected ChatStore store() {
      return new MemoryChatStore();
    }
  }
}
