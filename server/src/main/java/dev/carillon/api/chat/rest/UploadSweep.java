package dev.carillon.api.chat.rest;

import dev.carillon.chat.Chat;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Upload;
import dev.carillon.files.FileStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the bytes of files that no message shows, and those that the chat never heard of because
 * the process ended in between. To be run now and then; blocks.
 */
public final class UploadSweep {
  private static final Logger LOG = LoggerFactory.getLogger(UploadSweep.class);

  /** An upload takes less: what is younger may still become known. */
  private static final long UNKNOWN_MILLIS = Duration.ofDays(1).toMillis();

  private final Chat chat;
  private final ChatStore store;
  private final FileStore files;

  /**
   * @param store the one that {@code chat} works on
   */
  public UploadSweep(Chat chat, ChatStore store, FileStore files) {
    this.chat = chat;
    this.store = store;
    this.files = files;
  }

  /** How many files went. */
  public int run(long nowMillis) {
    int count = 0;
    for (Upload forgotten : chat.uploads().sweep(nowMillis)) {
      count += delete(forgotten.storageKey());
    }
    for (String key : unknown(nowMillis - UNKNOWN_MILLIS)) {
      count += delete(key);
    }
    if (count > 0) {
      LOG.info("{} files that no message shows are gone", count);
    }
    return count;
  }

  private List<String> unknown(long beforeMillis) {
    List<String> unknown = new ArrayList<>();
    try {
      files.forEachKeyBefore(
          beforeMillis,
          key -> {
            if (store.read(reader -> reader.upload(key).isEmpty())) {
              unknown.add(key);
            }
          });
    } catch (IOException e) {
      LOG.warn("the files could not be listed", e);
    }
    return unknown;
  }

  private int delete(String key) {
    try {
      files.delete(key);
      return 1;
    } catch (IOException e) {
      LOG.warn("file {} is not needed any more and could not be deleted", key, e);
      return 0;
    }
  }
}
