package dev.carillon.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.history.Batch;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.history.DeskHistoryContract;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.storage.sql.history.SqlDeskHistory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDeskHistoryIT extends DeskHistoryContract {
  @TempDir private Path folder;
  private HistoryFile file;
  private DeskHistory history;

  @BeforeEach
  void open() {
    open(folder);
  }

  private void open(Path in) {
    file = HistoryFile.open(in, "desk");
    history = new SqlDeskHistory(file, SqliteDeskHistoryIT::symbol);
  }

  private static Symbol symbol(String name) {
    return name.equals(EURUSD.name()) ? EURUSD : USDJPY;
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Override
  protected DeskHistory history() {
    return history;
  }

  @Test
  void whatWasStoredIsThereAfterANewStart() {
    history.store(new Batch(42, List.of(), List.of(), List.of()));
    file.close();

    open();

    assertThat(history.sequence()).isEqualTo(42);
  }
}
