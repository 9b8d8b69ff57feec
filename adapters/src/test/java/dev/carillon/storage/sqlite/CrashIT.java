package dev.carillon.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.messages.MessageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        CrashChatWriter.Room room = CrashChatWriter.room(database);
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

  /** The ids that were printed before and while the process was killed, whole lines only. */
  private List<String> writeAndKill(Class<?> program, String run, int linesBefore)
      throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                folder.toString(),
                run)
            .redirectError(folder.resolve(run + ".err").toFile())
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = writer.inputReader(StandardCharsets.UTF_8)) {
      readLines(reader, lines, linesBefore);
      // By its handle: Process.destroyForcibly() would close the stream we still read.
      writer.toHandle().destroyForcibly();
      readLines(reader, lines, Integer.MAX_VALUE);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(lines).as("%s", errors(run)).hasSizeGreaterThanOrEqualTo(linesBefore);
    lines.removeLast();
    return lines;
  }

  private static void readLines(BufferedReader reader, List<String> lines, int upTo)
      throws IOException {
    String line = "";
    while (lines.size() < upTo && line != null) {
      line = reader.readLine();
      if (line != null) {
        lines.add(line);
      }
    }
  }

  private String errors(String run) throws IOException {
    return Files.readString(folder.resolve(run + ".err"));
  }

  private List<String> missing(List<String> ids) {
    try (SqliteDatabase database =
        SqliteDatabase.open(folder, CommitListener.NONE, System::nanoTime)) {
      MessageStore messages = database.messages();
      return ids.stream().filter(id -> messages.find(id).isEmpty()).toList();
    }
  }
}
