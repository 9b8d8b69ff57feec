package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authors that are no users and no members of anything, such as webhooks: those who moderate a
 * channel let them write into it. Whoever calls {@link #send} has to know that they did.
 */
public final class ChatBots {
  private static final int MAX_NAME = 100;

  private final Commits commits;

  ChatBots(Commits commits) {
    this.commits = commits;
  }

  /** A channel whose bots one may choose. Refused: NOT_FOUND, FORBIDDEN (direct ones too). */
  public Outcome<Channel> governed(String userId, String channelId) {
    return commits.read(reader -> governed(reader, userId, channelId));
  }

  private static Outcome<Channel> governed(ChatReader reader, String userId, String channelId) {
    Optional<Sight.Seen> seen = Sight.of(reader, userId, channelId);
    if (seen.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    Channel channel = seen.get().channel();
    return channel.type() == Channel.Type.DIRECT || !Sight.moderates(reader, userId, seen.get())
        ? Outcome.refused(Reason.FORBIDDEN)
        : new Outcome.Done<>(channel);
  }

  /**
   * Makes a bot known, or names one otherwise. Refused: NOT_FOUND, FORBIDDEN, INVALID ("name").
   *
   * @param botId no user's
   */
  public Outcome<Person> put(
      String userId, String channelId, String botId, String name, long nowMillis) {
    return commits.write(
        nowMillis,
        w ->
            switch (governed(w.tx(), userId, channelId)) {
              case Outcome.Refused<Channel>(Reason reason, _, _) -> Outcome.refused(reason);
              case Outcome.Done<Channel> _, Outcome.Already<Channel> _ -> put(w, botId, name);
            },
        _ -> {});
  }

  private static Outcome<Person> put(Writing w, String botId, String name) {
    Texts texts = new Texts();
    String stripped = texts.required("name", name, MAX_NAME);
    if (!texts.areFine()) {
      return texts.refused();
    }
    String handle =
        w.tx()
            .person(botId)
            .map(Person::handle)
            .orElseGet(() -> Handles.free(stripped, botId, w.tx()));
    Person bot = new Person(botId, stripped, handle, null, Person.Kind.BOT, null);
    w.tx().putPerson(bot);
    return new Outcome.Done<>(bot);
  }

  /**
   * Writes into the workspace's audit log what somebody does with a channel's bots. Refused:
   * NOT_FOUND, FORBIDDEN: then it must not be done.
   *
   * @param target what it is done with
   */
  public Outcome<Channel> note(
      String userId, String channelId, String action, String target, long nowMillis) {
    return commits.write(
        nowMillis,
        w -> {
          Outcome<Channel> allowed = governed(w.tx(), userId, channelId);
          if (allowed instanceof Outcome.Done<Channel>(Channel channel)) {
            w.audit(channel.workspaceId(), userId, action, target);
          }
          return allowed;
        },
        _ -> {});
  }

  /**
   * Sends as a bot, also where only moderators may, and without the slow mode; else as {@link
   * ChatMessages#sendOnce}. Refused: NOT_FOUND (the channel, the workspace or the bot is gone, or
   * no such thread), ARCHIVED, DELETED, KEY_REUSED, INVALID.
   *
   * @param command its user is the bot
   * @param onceKey null: none
   */
  public Outcome<Message> send(SendMessage command, @Nullable String onceKey, long nowMillis) {
    return commits.write(nowMillis, w -> send(w, command, onceKey), _ -> {});
  }

  private static Outcome<Message> send(Writing w, SendMessage command, @Nullable String onceKey) {
    Optional<Channel> channel =
        w.tx()
            .lockChannel(Ids.read(command.channelId()))
            .filter(found ->
                w.tx()
                    .workspace(found.workspaceId())
                    .filter(workspace -> !workspace.isDeleted())
                    .isPresent());
    Optional<Person> bot = w.tx().person(command.userId());
    if (channel.isEmpty() || bot.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    if (channel.get().isArchived()) {
      return Outcome.refused(Reason.ARCHIVED);
    }
    ChannelMember author =
        ChannelMember.entered(channel.get().id(), bot.get(), Role.ADMIN, w.nowMillis(), null);
    return Sending.ofBot(w, new Entry.Open(channel.get(), author), command, onceKey).run();
  }
}
