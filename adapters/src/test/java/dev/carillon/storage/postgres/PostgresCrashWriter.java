package dev.carillon.storage.postgres;

import dev.carillon.storage.CrashRoom;
import dev.carillon.storage.sql.CommitListener;

/** The process that {@link PostgresCrashIT} kills: chats and prints each id once it is sent. */
final class PostgresCrashWriter {
  private PostgresCrashWriter() {}

  public static void main(String[] args) {
    PostgresDatabase database =
        PostgresDatabase.open(args[0], CommitListener.NONE, System::nanoTime);
    CrashRoom.of(database.chat()).talkUntilKilled(System.out);
  }
}
