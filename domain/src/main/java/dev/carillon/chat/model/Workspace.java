package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * A workspace: its members and its channels.
 *
 * @param isPublic whether everybody may join without an invitation
 */
public record Workspace(
    String id,
    String name,
    @Nullable String description,
    boolean isPublic,
    String ownerId,
    Settings settings,
    Dates dates) {

  /**
   * What its admins may choose.
   *
   * @param editWindowSeconds how long a message may be edited: 0 never, -1 always; null: as the
   *     server's setting says
   */
  public record Settings(@Nullable Integer editWindowSeconds) {
    public static final Settings NONE = new Settings(null);
  }

  /**
   * When it was made and ended.
   *
   * @param deletedAtMillis null while it exists
   */
  public record Dates(long createdAtMillis, @Nullable Long deletedAtMillis) {}

  /** The same workspace after its end. */
  public Workspace deleted(long millis) {
    return new Workspace(
        id,
        name,
        description,
        isPublic,
        ownerId,
        settings,
        new Dates(dates.createdAtMillis(), millis));
  }

  public boolean isDeleted() {
    return dates.deletedAtMillis() != null;
  }
}
