package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import org.jspecify.annotations.Nullable;

/** What a channel may be called, and what may be set. */
final class ChannelProfiles {
  private static final int MAX_NAME = 80;
  private static final int MAX_DESCRIPTION = 500;
  private static final int MAX_TOPIC = 250;
  private static final int MAX_SLOW_SECONDS = 6 * 60 * 60;

  private ChannelProfiles() {}

  static Channel.Profile check(Texts texts, Channel.Profile profile) {
    return new Channel.Profile(
        texts.required("name", profile.name(), MAX_NAME),
        Texts.orNull(texts.optional("description", profile.description(), MAX_DESCRIPTION)),
        Texts.orNull(texts.optional("topic", profile.topic(), MAX_TOPIC)));
  }

  static Channel.Profile change(Texts texts, Channel.Profile old, UpdateChannel change) {
    return check(
        texts,
        new Channel.Profile(
            either(change.name(), old.name()),
            change.description() == null ? old.description() : change.description(),
            change.topic() == null ? old.topic() : change.topic()));
  }

  static Channel.Settings settings(Texts texts, Channel.Settings settings) {
    if (settings.slowModeSeconds() < 0 || settings.slowModeSeconds() > MAX_SLOW_SECONDS) {
      texts.wrong("slow_mode", Texts.INVALID);
    }
    return settings;
  }

  private static String either(@Nullable String wanted, String old) {
    return wanted == null ? old : wanted;
  }
}
