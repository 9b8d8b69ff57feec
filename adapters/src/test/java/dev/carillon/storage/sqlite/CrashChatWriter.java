package dev.carillon.storage.sqlite;

import dev.carillon.storage.CrashRoom;
import dev.carillon.storage.sql.CommitListener;
import java.nio.file.Path;

/** The process that {@link CrashIT} kills: chats and prints each message's id once it is sent. */
final class CrashChatWriter {
  private CrashChatWriter() {}

  public static void main(String[] args) {
    SqliteDatabase database =
        SqliteDatabase.open(Path.of(args[0]), CommitListener.NONE, System::nanoTime);
    CrashRoom.of(database.chat()).talkUntilKilled(System.out);
  }
}
