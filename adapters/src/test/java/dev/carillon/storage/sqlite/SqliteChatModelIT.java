package dev.carillon.storage.sqlite;

import dev.carillon.chat.ChatModel;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.testkit.Seeds;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteChatModelIT {
  private final SqliteDatabase database;

  SqliteChatModelIT(@TempDir Path folder) {
    database = SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Seeds(4)
  void whatIsToldStoredAndCountedAgreesWhateverHappens(RandomGenerator random) {
    new ChatModel(database.chat(), random).run(120);
  }
}
