package dev.carillon.storage.sql;

/** Asks for what is committed. Any thread. */
public interface Reader {

  /**
   * Runs the query on a connection that is free.
   *
   * @throws java.util.concurrent.RejectedExecutionException when none gets free in time
   * @throws StorageException when the database can't be read
   */
  <T> T read(Sql.Work<T> query);

  /**
   * As {@link #read}, and all that the query asks is answered from one state of the database,
   * however many are committed meanwhile.
   */
  <T> T snapshot(Sql.Work<T> query);
}
