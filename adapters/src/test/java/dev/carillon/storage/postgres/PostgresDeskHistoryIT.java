package dev.carillon.storage.postgres;

import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.history.DeskHistoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresDeskHistoryIT extends DeskHistoryContract {
  private final DeskHistory history;

  PostgresDeskHistoryIT(TestDatabase database) {
    history = database.stores().deskHistory(name -> name.equals(EURUSD.name()) ? EURUSD : USDJPY);
  }

  @Override
  protected DeskHistory history() {
    return history;
  }
}
