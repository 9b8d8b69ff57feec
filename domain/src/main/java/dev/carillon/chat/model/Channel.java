package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * A channel as it is now.
 *
 * @param dmKey of a direct channel, who is in it: one channel for the same people; else null
 */
public record Channel(
    String id,
    String workspaceId,
    Type type,
    Profile profile,
    @Nullable String dmKey,
    Settings settings,
    State state) {

  /** Who may find and join it. */
  public enum Type {
    PUBLIC,
    PRIVATE,
    DIRECT
  }

  /** What it is called; a direct channel's name is empty. */
  public record Profile(String name, @Nullable String description, @Nullable String topic) {}

  /**
   * What its admins may choose.
   *
   * @param slowModeSeconds the least time between two messages of one user; 0: no matter
   * @param readReceipts whether all members hear who has read up to where
   * @param readOnly whether only those who moderate may send
   */
  public record Settings(int slowModeSeconds, boolean readReceipts, boolean readOnly) {
    public static final Settings DEFAULT = new Settings(0, false, false);
  }

  /**
   * What changes with use.
   *
   * @param lastSeq the number of its latest event; 0 before the first
   * @param lastMessageId the latest message that is not a reply; null before the first. Deleting
   *     that message leaves it
   * @param lastId the latest message of all: the next id must be later; null before the first
   * @param memberCount how many members it has
   */
  public record State(
      long lastSeq,
      @Nullable String lastMessageId,
      @Nullable String lastId,
      int memberCount,
      String createdBy,
      long createdAtMillis,
      @Nullable Long archivedAtMillis) {

    /** Of a channel that is new. */
    public static State created(String createdBy, long nowMillis) {
      return new State(0, null, null, 0, createdBy, nowMillis, null);
    }

    public State withLastSeq(long seq) {
      return new State(
          seq, lastMessageId, lastId, memberCount, createdBy, createdAtMillis, archivedAtMillis);
    }

    public State withMemberCount(int count) {
      return new State(
          lastSeq, lastMessageId, lastId, count, createdBy, createdAtMillis, archivedAtMillis);
    }

    /** Ended; or, with null, not any more. */
    public State withArchived(@Nullable Long millis) {
      return new State(
          lastSeq, lastMessageId, lastId, memberCount, createdBy, createdAtMillis, millis);
    }

    /** After a message came. */
    public State withMessage(String id, boolean listed) {
      return new State(
          lastSeq,
          listed ? id : lastMessageId,
          id,
          memberCount,
          createdBy,
          createdAtMillis,
          archivedAtMillis);
    }
  }

  public String name() {
    return profile.name();
  }

  public long lastSeq() {
    return state.lastSeq();
  }

  public boolean isArchived() {
    return state.archivedAtMillis() != null;
  }

  public boolean isPublic() {
    return type == Type.PUBLIC;
  }

  /** The same channel, called and set otherwise. */
  public Channel with(Profile newProfile, Settings newSettings) {
    return new Channel(id, workspaceId, type, newProfile, dmKey, newSettings, state);
  }

  /** The same channel in another state. */
  public Channel with(State newState) {
    return new Channel(id, workspaceId, type, profile, dmKey, settings, newState);
  }
}
