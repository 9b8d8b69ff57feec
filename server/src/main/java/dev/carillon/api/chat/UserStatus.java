package dev.carillon.api.chat;

import dev.carillon.json.JsonException;
import java.util.Set;

/** How a user says that he or she is. */
final class UserStatus {
  private static final Set<String> KNOWN = Set.of("online", "away", "busy", "dnd");

  private UserStatus() {}

  /**
   * The status itself.
   *
   * @throws JsonException when it is none
   */
  static String check(String status) {
    if (!KNOWN.contains(status)) {
      throw JsonException.mismatch("status", "must be one of online, away, busy, dnd");
    }
    return status;
  }
}
