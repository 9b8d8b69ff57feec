package dev.carillon.chat;

import java.util.List;
import java.util.Locale;

/** Whether a text has all words, the last of them as the beginning of one. */
final class MemorySearch {
  private MemorySearch() {}

  static boolean matches(String content, List<String> words) {
    List<String> said = List.of(content.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
    return said.containsAll(words.subList(0, words.size() - 1))
        && said.stream().anyMatch(word -> word.startsWith(words.getLast()));
  }
}
