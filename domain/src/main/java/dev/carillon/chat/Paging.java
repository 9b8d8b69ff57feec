package dev.carillon.chat;

import dev.carillon.chat.model.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list.
 *
 * @param anchorId the part begins beside the one with this id, which is not in it and may be
 *     deleted; null: at the end the direction comes from
 * @param newer whether it goes from old to new; else from new to old
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record Paging(@Nullable String anchorId, boolean newer, int limit) {
  public static final int MAX_LIMIT = 100;

  public Paging {
    anchorId = anchorId == null ? null : Ids.read(anchorId);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
    }
  }

  public static Paging latest(int limit) {
    return new Paging(null, false, limit);
  }

  public static Paging before(String anchorId, int limit) {
    return new Paging(anchorId, false, limit);
  }

  public static Paging after(String anchorId, int limit) {
    return new Paging(anchorId, true, limit);
  }
}
