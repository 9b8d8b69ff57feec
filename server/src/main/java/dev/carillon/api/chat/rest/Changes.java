package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.RestLimits;
import dev.carillon.chat.Chat;

/** How often a user may change what is there, in the channel that a message is in. Any thread. */
final class Changes {
  private final Chat chat;
  private final RestLimits limits;

  Changes(Chat chat, RestLimits limits) {
    this.chat = chat;
    this.limits = limits;
  }

  /**
   * Takes one change of the call's message.
   *
   * @throws dev.carillon.http.Problem 404 when there is none for this user, 429 when it is too
   *     early
   */
  void take(Call call) {
    String channelId =
        Answers.value(chat.history().message(call.userId(), MessageRoutes.ref(call)), "message")
            .channelId();
    take(limits.takeOther(call.userId(), channelId));
  }

  /** A 429 unless there is nothing to wait for. */
  static void take(long waitMillis) {
    if (waitMillis > 0) {
      throw Answers.tooFast(waitMillis);
    }
  }
}
