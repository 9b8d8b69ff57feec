package dev.carillon.storage.sqlite;

import dev.carillon.messages.Body;
import dev.carillon.messages.Message;
import dev.carillon.messages.MessageStore;
import dev.carillon.messages.Target;
import dev.carillon.storage.sql.CommitListener;
import java.io.PrintStream;
import java.nio.file.Path;

/** The process that {@link CrashIT} kills: writes messages and prints each id once it is stored. */
final class CrashWriter {
  private static final int CALLERS = 16;
  private static final Body BODY = Body.of("x".repeat(300));

  private CrashWriter() {}

  public static void main(String[] args) {
    SqliteDatabase database =
        SqliteDatabase.open(Path.of(args[0]), CommitListener.NONE, System::nanoTime);
    MessageStore messages = database.messages();
    for (int caller = 0; caller < CALLERS; caller++) {
      String prefix = args[1] + "-" + caller + "-";
      Thread.ofPlatform().start(() -> write(messages, prefix, System.out));
    }
  }

  private static void write(MessageStore messages, String prefix, PrintStream acknowledged) {
    for (int i = 0; true; i++) {
      String id = prefix + i;
      messages.create(Message.create(id, "john", new Target.Everyone(), BODY, i), id);
      acknowledged.println(id);
    }
  }
}
