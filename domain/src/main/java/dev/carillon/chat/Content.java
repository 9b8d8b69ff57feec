package dev.carillon.chat;

import dev.carillon.chat.model.Attachment;
import java.util.List;

/** What a message may say. */
final class Content {
  private static final String FIELD = "content";

  private Content() {}

  /** The text without the space around it; only with attachments may it be empty. */
  static String check(
      Texts texts, String content, List<Attachment> attachments, ChatSettings settings) {
    return attachments.isEmpty()
        ? texts.required(FIELD, content, settings.maxContentChars())
        : texts.optional(FIELD, content, settings.maxContentChars());
  }
}
