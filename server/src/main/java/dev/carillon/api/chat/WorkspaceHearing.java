package dev.carillon.api.chat;

import dev.carillon.core.bus.Publication;
import java.util.function.Predicate;

/** What one socket hears of a workspace: see {@link Audience}. Any thread. */
final class WorkspaceHearing implements Predicate<Publication> {
  private final Memberships.Of memberships;
  private final boolean guest;

  WorkspaceHearing(Memberships.Of memberships, boolean guest) {
    this.memberships = memberships;
    this.guest = guest;
  }

  @Override
  public boolean test(Publication news) {
    if (!news.readers().isEmpty()) {
      return news.readers().contains(memberships.userId());
    }
    String key = news.key();
    if (key == null || key.isEmpty()) {
      return true;
    }
    if (key.startsWith(Audience.OF_FINDERS)) {
      return !guest || memberships.contains(key.substring(Audience.OF_FINDERS.length()));
    }
    return memberships.contains(key.substring(Audience.OF_MEMBERS.length()));
  }
}
