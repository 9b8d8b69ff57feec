package dev.carillon.api.chat.rest;

import dev.carillon.chat.Chat;
import dev.carillon.chat.model.Upload;
import dev.carillon.files.FileStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the bytes of files that no message shows. To be run now and then; blocks. */
public final class UploadSweep implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(UploadSweep.class);

  private final Chat chat;
  private final FileStore files;
  private final InstantSource clock;

  public UploadSweep(Chat chat, FileStore files, InstantSource clock) {
    this.chat = chat;
    this.files = files;
    this.clock = clock;
  }

  @Override
  public void run() {
    List<Upload> forgotten = chat.uploads().sweep(clock.millis());
    for (Upload upload : forgotten) {
      try {
        files.delete(upload.storageKey());
      } catch (IOException e) {
        LOG.warn("file {} is not needed any more and could not be deleted", upload.storageKey(), e);
      }
    }
    if (!forgotten.isEmpty()) {
      LOG.info("{} files that no message shows are gone", forgotten.size());
    }
  }
}
