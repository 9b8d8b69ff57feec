package dev.carillon.chat;

import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Upload;
import java.util.List;

/** What is known of uploaded files; their bytes are elsewhere. */
public final class ChatUploads {
  private static final long ORPHAN_MILLIS = 24L * 60 * 60 * 1_000;
  private static final int SWEEP = 500;

  private final Commits commits;

  ChatUploads(Commits commits) {
    this.commits = commits;
  }

  /**
   * Makes an upload known, once its bytes are stored. Its id is {@link #newId}. Refused:
   * QUOTA_EXCEEDED: then its bytes are not needed.
   *
   * @param quotaBytes what all files of its uploader may take
   */
  public Outcome<Upload> add(Upload upload, long quotaBytes) {
    return commits.write(
        upload.createdAtMillis(),
        w -> {
          long size = upload.attachment().sizeBytes();
          if (w.tx().uploadedBytes(upload.uploaderId()) + size > quotaBytes) {
            return Outcome.refused(Reason.QUOTA_EXCEEDED);
          }
          w.tx().insertUpload(upload);
          return new Outcome.Done<>(upload);
        },
        _ -> {});
  }

  /** What the files of a user take. */
  public long usedBytes(String userId) {
    return commits.read(reader -> reader.uploadedBytes(userId));
  }

  public String newId(long nowMillis) {
    return Ids.next(nowMillis, commits.random());
  }

  /** A file that one uploaded or that is in a message one may read. Refused: NOT_FOUND. */
  public Outcome<Upload> get(String userId, String uploadId) {
    return commits.read(reader ->
        reader
            .upload(Ids.read(uploadId))
            .filter(upload -> maySee(reader, userId, upload))
            .<Outcome<Upload>>map(Outcome.Done::new)
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  private static boolean maySee(ChatReader reader, String userId, Upload upload) {
    String channelId = upload.channelId();
    return upload.uploaderId().equals(userId)
        || (channelId != null && Sight.of(reader, userId, channelId).isPresent());
  }

  /**
   * Forgets files that no message shows and that are older than a day, at most 500 in one go; their
   * bytes may go.
   */
  public List<Upload> sweep(long nowMillis) {
    Outcome<List<Upload>> swept =
        commits.write(
            nowMillis,
            w -> {
              List<Upload> orphans = w.tx().orphans(nowMillis - ORPHAN_MILLIS, SWEEP);
              orphans.forEach(orphan -> w.tx().deleteUpload(orphan.attachment().id()));
              return new Outcome.Done<>(orphans);
            },
            _ -> {});
    return swept instanceof Outcome.Done<List<Upload>>(List<Upload> gone) ? gone : List.of();
  }
}
