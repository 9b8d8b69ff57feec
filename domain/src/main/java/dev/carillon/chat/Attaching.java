package dev.carillon.chat;

import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Upload;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns what a client attached into what is known of it. */
final class Attaching {
  static final String FIELD = "attachments";
  private static final int MAX_URL = 2_000;
  private static final int MAX_NAME = 255;

  private Attaching() {}

  /** The attachments, or what is wrong with them. */
  static List<Attachment> check(Writing w, SendMessage command, Texts texts) {
    List<Attachment> found = new ArrayList<>();
    int max = w.settings().maxAttachments();
    if (command.attachments().size() > max) {
      texts.wrong(FIELD, "should have at most " + max + " item(s)");
      return found;
    }
    Set<String> used = new HashSet<>();
    for (SendMessage.Attached attached : command.attachments()) {
      Optional<Attachment> attachment =
          switch (attached) {
            case SendMessage.Stored(String id) ->
                own(w, command.userId(), Ids.read(id)).filter(own -> used.add(own.id()));
            case SendMessage.External external -> external(w, external, texts);
          };
      attachment.ifPresentOrElse(found::add, () -> texts.wrong(FIELD, Texts.INVALID));
    }
    return found;
  }

  /** Unknown, another's and used ones are all the same to the sender. */
  private static Optional<Attachment> own(Writing w, String userId, String uploadId) {
    return w.tx()
        .upload(uploadId)
        .filter(upload -> upload.uploaderId().equals(userId) && upload.messageId() == null)
        .map(Upload::attachment);
  }

  private static Optional<Attachment> external(
      Writing w, SendMessage.External external, Texts texts) {
    if (!isHttps(external.url())) {
      return Optional.empty();
    }
    String name = texts.optional(FIELD, external.filename(), MAX_NAME);
    String type = texts.optional(FIELD, external.contentType(), MAX_NAME);
    return Optional.of(
        new Attachment(
            w.newId(),
            name,
            type.isEmpty() ? "application/octet-stream" : type,
            0,
            null,
            external.url(),
            true));
  }

  static boolean isHttps(String url) {
    try {
      URI uri = new URI(url);
      return url.length() <= MAX_URL
          && "https".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /** From now on the message's own. */
  static void bind(Writing w, List<Attachment> attachments, String channelId, String messageId) {
    for (Attachment attachment : attachments) {
      if (!attachment.external()) {
        w.tx().bindUpload(attachment.id(), channelId, messageId);
      }
    }
  }

  /** Nobody's any more: the sweep of uploads takes them. */
  static void release(Writing w, List<Attachment> attachments) {
    for (Attachment attachment : attachments) {
      if (!attachment.external()) {
        w.tx().bindUpload(attachment.id(), null, null);
      }
    }
  }
}
