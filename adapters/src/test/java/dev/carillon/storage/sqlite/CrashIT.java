package dev.carillon.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.messages.MessageStore;
import dev.carillon.storage.CrashRoom;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.testkit.KilledProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed with signal 9 while it writes. */
@Timeout(60)
class CrashIT {
  private static final int KILLS = 4;
  private static final int MAX_BEFORE_KILL = 2_000;

  private @TempDir Path folder;

  @Test
  void everyAcknowledgedMessageSurvivesKill9() throws Exception {
    Random random = new Random(20_261_121);
    List<String> acknowledged = new ArrayList<>();

    for (int kill = 0; kill < KILLS; kill++) {
      List<String> now =
          writeAndKill(CrashWriter.class, "run" + kill, 1 + random.nextInt(MAX_BEFORE_KILL));
      acknowledged.addAll(now);

      assertThat(missing(acknowledged)).as("after kill %d", kill).isEmpty();
    }
  }

  @Test
  void aTornEndOfTheLogCostsNoAcknowledgedMessage() throws Exception {
    List<String> acknowledged = writeAndKill(CrashWriter.class, "run", 500);
    byte[] torn = new byte[5_000];
    new Random(1).nextBytes(torn);
    Files.write(folder.resolve("carillon.db-wal"), torn, StandardOpenOption.APPEND);

    assertThat(missing(acknowledged)).isEmpty();
  }

  @Test
  void everyAcknowledgedChatMessageSurvivesKill9AndNumbersHaveNoGap() throws Exception {
    List<String> acknowledged = new ArrayList<>();

    for (int kill = 0; kill < 2; kill++) {
      acknowledged.addAll(writeAndKill(CrashChatWriter.class, "run" + kill, 500));

      try (SqliteDatabase database =
          SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime)) {
        CrashRoom room = CrashRoom.of(database.chat());
        List<Long> told = room.told();
        assertThat(acknowledged).allMatch(room::has);
        assertThat(told)
            .hasSizeGreaterThan(acknowledged.size())
            .isEqualTo(LongStream.rangeClosed(1, told.size()).boxed().toList())
            .last()
            .isEqualTo(room.lastSeq());
      }
    }
  }

  private List<String> writeAndKill(Class<?> program, String run, int linesBefore)
      throws Exception {
    return KilledProcess.run(
        program, folder.resolve(run + ".err"), linesBefore, folder.toString(), run);
  }

  private List<String> missing(List<String> ids) {
    try (SqliteDatabase database =
        SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime)) {
      MessageStore messages = database.messages();
      return ids.stream().filter(id -> messages.find(id).isEmpty()).toList();
    }
  }
}
