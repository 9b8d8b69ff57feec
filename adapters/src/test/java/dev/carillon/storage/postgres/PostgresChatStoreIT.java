package dev.carillon.storage.postgres;

import dev.carillon.chat.ChatBotsContract;
import dev.carillon.chat.ChatPlacesContract;
import dev.carillon.chat.ChatRepeatsContract;
import dev.carillon.chat.ChatRulesContract;
import dev.carillon.chat.ChatStoreContract;
import dev.carillon.chat.ChatThreadMarksContract;
import dev.carillon.chat.model.ChatStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresChatStoreIT {
  private final PostgresDatabase database;

  PostgresChatStoreIT(TestDatabase database) {
    this.database = database.stores();
  }

  @Nested
  class Rules extends ChatRulesContract {
    @Override
    protected ChatStore store() {
      return database.chat();
    }
  }

  @Nested
  class Repeats extends ChatRepeatsContract {
    @Override
    protected ChatStore store() {
      return database.chat();
    }
  }

  @Nested
  class Places extends ChatPlacesContract {
    @Override
    protected ChatStore store() {
      return database.chat();
    }
  }

  @Nested
  class Bots extends ChatBotsContract {
    @Override
    protected ChatStore store() {
      return database.chat();
    }
  }

  @Nested
  class ThreadMarks extends ChatThreadMarksContract {
    @Override
    protected ChatStore store() {
      return database.chat();
    }
  }

  @Nested
  class Store extends ChatStoreContract {
    @Override
    protected ChatStore store() {
      return database.chat();
    }
  }
}
