package dev.carillon.chat;

import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.TempId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to send.
 *
 * @param threadId the message it replies to, a reply itself for all we care; null: to the channel
 * @param broadcast of a reply: show it in the channel too
 * @param tempId with it, the same sent again within 24 hours is recognised; or null
 */
public record SendMessage(
    String channelId,
    String userId,
    String content,
    @Nullable String threadId,
    boolean broadcast,
    List<Attached> attachments,
    @Nullable TempId tempId) {
  public SendMessage {
    channelId = Ids.read(channelId);
    threadId = threadId == null ? null : Ids.read(threadId);
    attachments = List.copyOf(attachments);
  }

  /** A file that goes with it. */
  public sealed interface Attached {}

  /** One that its author has uploaded; nothing but its id is believed. */
  public record Stored(String uploadId) implements Attached {}

  /** One that lies elsewhere; https only. */
  public record External(String url, @Nullable String filename, @Nullable String contentType)
      implements Attached {}

  /** Text to a channel. */
  public static SendMessage text(String channelId, String userId, String content) {
    return new SendMessage(channelId, userId, content, null, false, List.of(), null);
  }
}
