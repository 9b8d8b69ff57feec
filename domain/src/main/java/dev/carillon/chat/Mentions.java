package dev.carillon.chat;

import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Person;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is named in a text, as {@code @handle} or {@code <@id>}. Only members of the workspace are;
 * all else stays text.
 */
final class Mentions {
  /** A text that names more is not answered by more look-ups. */
  private static final int MAX_NAMED = 50;

  private static final Pattern NAMED =
      Pattern.compile(
          "<@([A-Za-z0-9_-]{1,64})>|(?<![\\p{L}\\p{N}_@.<-])@([A-Za-z0-9][A-Za-z0-9._-]{0,31})");
  private static final Pattern PUNCTUATION = Pattern.compile("[._-]+$");

  private Mentions() {}

  /** The ids of those who are named, each once, in the order of the text. */
  static List<String> in(String text, String workspaceId, ChatReader reader) {
    if (text.indexOf('@') < 0) {
      return List.of();
    }
    Set<String> found = new LinkedHashSet<>();
    Matcher named = NAMED.matcher(text);
    for (int i = 0; i < MAX_NAMED && named.find(); i++) {
      Optional<Person> person =
          named.group(1) != null
              ? reader.person(named.group(1))
              : byHandle(named.group(2).toLowerCase(Locale.ROOT), reader);
      person
          .filter(known -> reader.workspaceMember(workspaceId, known.id()).isPresent())
          .ifPresent(known -> found.add(known.id()));
    }
    return List.copyOf(found);
  }

  /** A sentence may end right after a handle. */
  private static Optional<Person> byHandle(String handle, ChatReader reader) {
    return reader
        .personByHandle(handle)
        .or(() -> reader.personByHandle(PUNCTUATION.matcher(handle).replaceFirst("")));
  }
}
