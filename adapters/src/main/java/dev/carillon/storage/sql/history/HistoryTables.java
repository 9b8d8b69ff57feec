package dev.carillon.storage.sql.history;

import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.Sql;

/** Where the tables of one history are. Any thread. */
public interface HistoryTables {

  /** What the names of its tables begin with. */
  String prefix();

  /** What comes before the name of a table of which all rows are to be deleted. */
  String emptying();

  /** Asks for what is committed. */
  Reader readers();

  /**
   * Does something whole or not at all, apart from what the stores write. One call at a time.
   *
   * @throws dev.carillon.storage.sql.StorageException when it can't be, or perhaps was not
   */
  <T> T change(Sql.Work<T> work);
}
