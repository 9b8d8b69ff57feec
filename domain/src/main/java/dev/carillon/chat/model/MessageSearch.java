package dev.carillon.chat.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to look for: those that have all words; the last word may be the beginning of one.
 *
 * @param reader finds what this member of the workspace may read in it: public channels unless a
 *     guest, and own ones
 * @param words letters and digits only, at least one
 * @param channelId only in this channel, or null
 * @param beforeId only older ones, or null
 */
public record MessageSearch(
    WorkspaceMember reader,
    List<String> words,
    @Nullable String channelId,
    @Nullable String beforeId,
    int limit) {
  public MessageSearch {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("words: none (expected: at least one)");
    }
  }
}
