package dev.carillon.storage.sqlite;

import dev.carillon.chat.ChatBotsContract;
import dev.carillon.chat.ChatPlacesContract;
import dev.carillon.chat.ChatRepeatsContract;
import dev.carillon.chat.ChatRulesContract;
import dev.carillon.chat.ChatStoreContract;
import dev.carillon.chat.ChatThreadMarksContract;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.storage.sql.CommitListener;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteChatStoreIT {
  private final SqliteDatabase database;

  SqliteChatStoreIT(@TempDir Path folder) {
    database = SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime);
  }

  @AfterEach
  void close() {
    database.close();
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
