package dev.carillon.chat;

import dev.carillon.chat.model.ChatStore;
import org.junit.jupiter.api.Nested;

/** All that the chat must do over a store, and the store for the chat. */
public abstract class ChatContract {

  /** An empty store; the same at each call within a test. */
  protected abstract ChatStore store();

  @Nested
  class Rules extends ChatRulesContract {
    @Override
    protected ChatStore store() {
      return ChatContract.this.store();
    }
  }

  @Nested
  class Repeats extends ChatRepeatsContract {
    @Override
    protected ChatStore store() {
      return ChatContract.this.store();
    }
  }

  @Nested
  class Places extends ChatPlacesContract {
    @Override
    protected ChatStore store() {
      return ChatContract.this.store();
    }
  }

  @Nested
  class Bots extends ChatBotsContract {
    @Override
    protected ChatStore store() {
      return ChatContract.this.store();
    }
  }

  @Nested
  class ThreadMarks extends ChatThreadMarksContract {
    @Override
    protected ChatStore store() {
      return ChatContract.this.store();
    }
  }

  @Nested
  class Store extends ChatStoreContract {
    @Override
    protected ChatStore store() {
      return ChatContract.this.store();
    }
  }
}
