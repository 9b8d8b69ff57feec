package dev.carillon.chat;

import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Workspace;
import java.util.Optional;

/** How long a message may be edited. */
final class EditWindow {
  private static final int ALWAYS = -1;
  private static final long MILLIS = 1_000;

  private EditWindow() {}

  /** As the workspace says, or else the server. */
  static int seconds(ChatReader reader, String workspaceId, ChatSettings settings) {
    return reader
        .workspace(workspaceId)
        .map(Workspace::settings)
        .flatMap(own -> Optional.ofNullable(own.editWindowSeconds()))
        .orElse(settings.editWindowSeconds());
  }

  /** Whether the author may edit the message now. Bots and moderators may always. */
  static boolean allows(Writing w, Entry.At at) {
    int seconds = seconds(w.tx(), at.channel().workspaceId(), w.settings());
    long age = w.nowMillis() - at.message().insertedAtMillis();
    Person author = at.message().author();
    return seconds == ALWAYS
        || (seconds > 0 && age <= seconds * MILLIS)
        || author.kind() == Person.Kind.BOT
        || Sight.moderates(w.tx(), author.id(), at.open().seen());
  }
}
