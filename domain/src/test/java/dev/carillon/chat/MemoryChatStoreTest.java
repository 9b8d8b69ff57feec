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

  @Nested
  class Repeats extends ChatRepeatsContract {
    @Override
    protected ChatStore store() {
      return new MemoryChatStore();
    }
  }

  @Nested
  class Places extends ChatPlacesContract {
    @Override
    protected ChatStore store() {
      return new MemoryChatStore();
    }
  }

  @Nested
  class Bots extends ChatBotsContract {
    @Override
    protected ChatStore store() {
      return new MemoryChatStore();
    }
  }

  @Nested
  class ThreadMarks extends ChatThreadMarksContract {
    @Override
    protected ChatStore store() {
      return new MemoryChatStore();
    }
  }

  @Nested
  class Store extends ChatStoreContract {
    @Override
    protected ChatStore store() {
      return new MemoryChatStore();
    }
  }
}
