package dev.carillon.webhooks;

import org.jspecify.annotations.Nullable;

/**
 * One call of an outgoing webhook.
 *
 * @param eventId the same in each call for the same event
 * @param event its name
 * @param status what the receiver answered; 0: nothing
 * @param error why it counts as failed, in a few words; null: it was taken
 */
public record Attempt(
    long atMillis,
    String eventId,
    String event,
    int status,
    long tookMillis,
    @Nullable String error) {

  public boolean isDelivered() {
    return error == null;
  }
}
