package dev.carillon.api.chat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatWorld;
import dev.carillon.chat.MemoryChatStore;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Upload;
import dev.carillon.files.FileStore;
import dev.carillon.storage.files.FolderFileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadSweepTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  @TempDir private Path folder = Path.of("");
  private final long now = System.currentTimeMillis();
  private final ChatStore store = new MemoryChatStore();
  private final ChatWorld world = new ChatWorld(store);
  private final Chat chat = world.chat;

  private String put(FileStore files) throws IOException {
    String id = chat.uploads().newId(now);
    FileStore.Stored stored = files.put(id, new ByteArrayInputStream(new byte[] {1}));
    Attachment attachment =
        new Attachment(id, "a", "text/plain", stored.sizeBytes(), null, null, false);
    chat.uploads()
        .add(
            new Upload(attachment, ChatWorld.JOHN, id, stored.sha256(), null, null, now),
            Long.MAX_VALUE);
    return id;
  }

  @Test
  void onlyWhatNobodyNeedsGoes() throws IOException {
    FileStore files = new FolderFileStore(folder);
    UploadSweep sweep = new UploadSweep(chat, store, files);
    String shown = put(files);
    String forgotten = put(files);
    String unknown = chat.uploads().newId(now);
    files.put(unknown, new ByteArrayInputStream(new byte[] {1}));
    ChatWorld.done(
        chat.messages()
            .send(
                new SendMessage(
                    world.general,
                    ChatWorld.JOHN,
                    "see",
                    null,
                    false,
                    List.of(new SendMessage.Stored(shown)),
                    null),
                now,
                _ -> {}));

    assertThat(sweep.run(now + DAY / 2)).isZero();
    assertThat(sweep.run(now + 2 * DAY)).isEqualTo(2);
    assertThat(files.open(shown, 0)).isPresent();
    assertThat(files.open(forgotten, 0)).isEmpty();
    assertThat(files.open(unknown, 0)).isEmpty();
    assertThat(sweep.run(now + 2 * DAY)).isZero();
  }
}
