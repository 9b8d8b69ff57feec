package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.storage.CrashRoom;
import dev.carillon.testkit.KilledProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real node is killed with signal 9 while it writes. */
@Timeout(60)
@ExtendWith(PostgresServer.class)
class PostgresCrashIT {
  private @TempDir Path folder;

  @Test
  void everyAcknowledgedChatMessageSurvivesKill9AndNumbersHaveNoGap(TestDatabase database)
      throws Exception {
    List<String> acknowledged = new ArrayList<>();

    for (int kill = 0; kill < 2; kill++) {
      acknowledged.addAll(
          KilledProcess.run(
              PostgresCrashWriter.class, folder.resolve("errors"), 300, database.url()));

      CrashRoom room = CrashRoom.of(database.stores().chat());
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
