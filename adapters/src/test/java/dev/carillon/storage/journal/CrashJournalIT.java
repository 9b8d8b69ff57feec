package dev.carillon.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.journal.Journal;
import dev.carillon.testkit.KilledProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed with signal 9 while it appends. */
@Timeout(60)
class CrashJournalIT {
  private static final int KILLS = 4;

  private @TempDir Path folder;

  @Test
  void everyAcknowledgedRecordSurvivesKill9() throws Exception {
    Random random = new Random(20_261_121);

    for (int kill = 0; kill < KILLS; kill++) {
      List<String> lines =
          KilledProcess.run(
              CrashJournalWriter.class,
              folder.resolve("errors"),
              2 + random.nextInt(300),
              folder.toString(),
              Integer.toString(kill));
      long acknowledged = Long.parseLong(lines.getLast());

      try (Journal journal = FileJournal.open(folder, CrashJournalWriter.SETTINGS)) {
        assertThat(journal.lastSequence()).isGreaterThanOrEqualTo(acknowledged);
        journal.replay(
            1,
            (sequence, bytes, offset, length) ->
                assertThat(new String(bytes, offset, length, StandardCharsets.UTF_8))
                    .isEqualTo(CrashJournalWriter.text(sequence)));
      }
    }
  }
}
