package dev.carillon.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.storage.FolderLock;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.journal.JournalSettings;
import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sqlite.SqliteDatabase;
import dev.carillon.storage.sqlite.SqliteSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:14:05Z");
  private static final JournalSettings SMALL = new JournalSettings(1 << 16, 0);

  @TempDir private Path folder = Path.of("");

  private Path data = Path.of("");
  private Path file = Path.of("");
  private Path restored = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    file = folder.resolve("backup.zip");
    restored = folder.resolve("restored");
    List<Schema.State> _ = SqliteSchemas.migrate(data);
    Files.createDirectories(data.resolve("files"));
    Files.writeString(data.resolve("files").resolve("one"), "x".repeat(100_000));
    Files.writeString(data.resolve("files").resolve("two.coming"), "half");
    Files.writeString(data.resolve("signing.key"), "secret");
    Files.writeString(data.resolve("files").resolve("a note of mine"), "note");
    Files.createDirectories(data.resolve("engine.new"));
    Files.writeString(data.resolve("engine.new").resolve("left"), "of a start");
  }

  private String back() {
    return Backup.write(data, file, "1.2", NOW);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        found.put(
            folder.relativize(each).toString(),
            Files.readString(each, StandardCharsets.ISO_8859_1));
      }
    }
    return found;
  }

  @Test
  void whatBelongsToAServerIsRestoredAndNothingElse() throws IOException {
    assertThat(back()).matches("(?s).*backup.zip: 6 files with [0-9,]+ bytes\n");

    String said = Restore.read(file, restored);

    assertThat(said).contains("made 2026-11-22T00:14:05Z by version 1.2");
    assertThat(contents(restored).keySet())
        .containsExactly(
            "carillon.db",
            "carillon.lock",
            "desk.db",
            "files/a note of mine",
            "files/one",
            "market.db",
            "signing.key");
    assertThat(Files.readString(restored.resolve("files/one"))).isEqualTo("x".repeat(100_000));
    assertThat(SqliteSchemas.states(restored)).noneMatch(Schema.State::isBehind);
    Restore.refuseHalf(restored);
  }

  @Test
  void theFilesAreForTheirOwnerAlone() throws IOException {
    back();
    Restore.read(file, restored);

    for (Path each :
        List.of(file, restored.resolve("signing.key"), restored.resolve("files/one"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .as(each.toString())
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(restored)))
        .isEqualTo("rwx------");
  }

  @Test
  void aJournalIsCopiedToItsLastRecordThoughItsOwnerGoesOn() throws IOException {
    Path journal = data.resolve("engine").resolve("journal");
    try (FileJournal owner = FileJournal.open(journal, SMALL)) {
      append(owner, 2_000);
      back();
      append(owner, 10);
    }

    Restore.read(file, restored);

    assertThat(records(restored.resolve("engine").resolve("journal")))
        .hasSize(2_000)
        .last()
        .isEqualTo("record 1999 of the journal");
  }

  private static void append(FileJournal journal, int records) {
    for (int i = 0; i < records; i++) {
      byte[] record = "record %d of the journal".formatted(i).getBytes(StandardCharsets.UTF_8);
      journal.append(record, 0, record.length);
    }
    journal.force();
  }

  /** Whoever opens it may write to it, too. */
  private static List<String> records(Path folder) throws IOException {
    List<String> records = new ArrayList<>();
    try (FileJournal journal = FileJournal.open(folder, SMALL)) {
      journal.replay(
          1,
          (_, bytes, offset, length) ->
              records.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
      append(journal, 1);
    }
    return records;
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Files.writeString(file, "mine");

    assertThatThrownBy(this::back)
        .isInstanceOf(UpkeepException.class)
        .hasMessage(file + " is there already (expected: a new file)");
    assertThat(file).hasContent("mine");
  }

  @Test
  void whereNoServerWasIsNothingToCopy() {
    Path empty = folder.resolve("empty");

    assertThatThrownBy(() -> Backup.write(empty, file, "1.2", NOW))
        .isInstanceOf(UpkeepException.class)
        .hasMessage(empty + " has no carillon.db (expected: the data folder of a server)");
    assertThat(file).doesNotExist();
  }

  @Test
  void aByteThatHasChangedIsNoticedWhereverItIsAndNothingIsRestored() throws IOException {
    back();
    byte[] whole = Files.readAllBytes(file);

    for (int at = 0; at < whole.length; at += whole.length / 40) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(file, changed);
      Path target = folder.resolve("restored" + at);
      try {
        Restore.read(file, target);
        // Some bytes of a zip file say nothing, such as an entry's time.
        assertThat(contents(target).get("files/one")).isEqualTo("x".repeat(100_000));
      } catch (UpkeepException refused) {
        assertThat(refused)
            .hasMessageStartingWith(file + " is damaged, or no backup of Carillon: ");
        assertThat(refused.getMessage()).doesNotContain("\n");
        Restore.refuseHalf(target);
        if (Files.exists(target)) {
          assertThat(contents(target)).containsOnlyKeys("carillon.lock");
        }
      }
    }
  }

  @Test
  void aFileThatWasCutIsNoBackup() throws IOException {
    back();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> Restore.read(file, restored))
        .isInstanceOf(UpkeepException.class)
        .hasMessageStartingWith(file + " is damaged");
    assertThat(restored).doesNotExist();
  }

  @Test
  void aFolderThatHasSomethingIsNotRestoredInto() throws IOException {
    back();
    Files.createDirectory(restored);
    Files.writeString(restored.resolve("mine"), "mine");

    assertThatThrownBy(() -> Restore.read(file, restored))
        .hasMessage(
            "The data folder %s is not empty: it has mine (expected: a new or an empty folder)"
                .formatted(restored));
    assertThat(contents(restored)).containsOnlyKeys("mine");
  }

  @Test
  void aFolderThatAServerHasTakenIsNotRestoredInto() throws IOException {
    back();
    Files.createDirectory(restored);
    try (FolderLock _ = FolderLock.take(restored, SqliteDatabase.LOCK_FILE).orElseThrow()) {
      assertThatThrownBy(() -> Restore.read(file, restored))
          .hasMessage("another process uses the data folder " + restored + " (expected: none)");
    }
  }

  @Test
  void aRestoreThatWasCutShortIsDoneAgain() throws IOException {
    back();
    Files.createDirectory(restored);
    Files.writeString(restored.resolve("restoring"), "");
    Files.writeString(restored.resolve("carillon.db"), "half");
    assertThatThrownBy(() -> Restore.refuseHalf(restored))
        .isInstanceOf(UpkeepException.class)
        .hasMessage(
            "A restore into %s was cut short (expected: it is done again)".formatted(restored));

    Restore.read(file, restored);

    Restore.refuseHalf(restored);
    assertThat(SqliteSchemas.states(restored)).noneMatch(Schema.State::isBehind);
  }
}
