package dev.carillon.storage.postgres;

import dev.carillon.chat.ChatModel;
import dev.carillon.testkit.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresChatModelIT {
  private final PostgresDatabase database;

  PostgresChatModelIT(TestDatabase database) {
    this.database = database.stores();
  }

  @Seeds(4)
  void whatIsToldStoredAndCountedAgreesWhateverHappens(RandomGenerator random) {
    new ChatModel(database.chat(), random).run(120);
  }
}
