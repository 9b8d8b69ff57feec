package dev.carillon.api.desk.format;

import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Reason;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Why something was not done.
 *
 * @param message for a person: what is wrong, and what is allowed
 * @param reason why the desk refused it; null: it did not come so far
 * @param retryAfterMillis when the same may pass; 0: nobody knows
 */
public record Fault(
    DeskError error, String message, @Nullable Reason reason, long retryAfterMillis) {
  private static final long BUSY_MILLIS = 1_000;

  /** A fault that the desk has not seen. */
  public static Fault of(DeskError error, String message) {
    return new Fault(error, message, null, 0);
  }

  /** What the desk refused. */
  public static Fault of(Answer.Refused refused) {
    DeskError error = DeskError.of(refused.reason());
    long retry = error == DeskError.SERVICE_UNAVAILABLE ? BUSY_MILLIS : 0;
    return new Fault(error, refused.details(), refused.reason(), retry);
  }

  /** The desk can't be asked now. */
  public static Fault busy() {
    return of(new Answer.Refused(Reason.BUSY, "so much waits that no more is taken", null));
  }

  /** The member and what is wrong with it, for a person. */
  public static String issue(JsonException e) {
    String what = String.valueOf(e.getMessage());
    return e.field().map(field -> field + ": " + what).orElse(what);
  }

  /** The members of {@code {"error":"Invalid channel","code":"INVALID_CHANNEL",...}}. */
  public JsonWriter members(JsonWriter json) {
    json.field("error", error.text())
        .field("code", error.name())
        .field("message", message)
        .field("resolution", error.resolution());
    if (reason != null) {
      json.field("reason", reason.name());
    }
    if (retryAfterMillis > 0) {
      json.field("retryAfterMs", retryAfterMillis);
    }
    return json;
  }
}
