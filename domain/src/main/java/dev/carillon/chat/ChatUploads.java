package dev.carillon.chat;

import dev.carillon.chat.model.Upload;
import java.util.List;

/** What is known of uploaded files; their bytes are elsewhere. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatUploads {

  /** Makes an upload known, once its bytes are stored. Its id is {@link #newId}. */
  public void add(Upload upload) {
    throw new UnsupportedOperationException();
  }

  public String newId(long nowMillis) {
    throw new UnsupportedOperationException();
  }

  /** A file that one uploaded or that is in a message one may read. Refused: NOT_FOUND. */
  public Outcome<Upload> get(String userId, String uploadId) {
    throw new UnsupportedOperationException();
  }

  /** Forgets files that no message shows and that are older than a day; their bytes may go. */
  public List<Upload> sweep(long nowMillis) {
    throw new UnsupportedOperationException();
  }
}
