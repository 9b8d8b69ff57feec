package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Emoji on messages: each user at most once each. */
public final class ChatReactions {
  private static final String FIELD = "emoji";
  private static final int MAX_EMOJI_CHARS = 64;

  private final Commits commits;

  ChatReactions(Commits commits) {
    this.commits = commits;
  }

  /**
   * Adds an emoji; already, with that reaction, when the user has it there.
   *
   * <p>Refused: NOT_FOUND, FORBIDDEN, ARCHIVED, DELETED, TOO_MANY_REACTIONS, INVALID ("emoji").
   */
  public Outcome<Reaction> add(
      String userId,
      MessageRef ref,
      String emoji,
      long nowMillis,
      Consumer<? super Outcome<Reaction>> answered) {
    return commits.at(userId, ref, nowMillis, (w, at) -> add(w, at, userId, emoji), answered);
  }

  private static Outcome<Reaction> add(Writing w, Entry.At at, String userId, String emoji) {
    Message message = at.message();
    if (message.isDeleted()) {
      return Outcome.refused(Reason.DELETED);
    }
    Texts texts = new Texts();
    String checked = texts.required(FIELD, emoji, MAX_EMOJI_CHARS);
    if (checked
        .codePoints()
        .anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      texts.wrong(FIELD, Texts.INVALID);
    }
    if (!texts.areFine()) {
      return texts.refused();
    }
    Optional<Reaction> own = own(message, userId, checked);
    if (own.isPresent()) {
      return new Outcome.Already<>(own.get());
    }
    List<String> kinds = message.reactions().stream().map(Reaction::emoji).distinct().toList();
    return kinds.size() >= w.settings().maxEmoji() && !kinds.contains(checked)
        ? Outcome.refused(Reason.TOO_MANY_REACTIONS)
        : new Outcome.Done<>(store(w, at, checked));
  }

  private static Reaction store(Writing w, Entry.At at, String emoji) {
    Message message = at.message();
    Person person = at.open().member().person();
    String last = message.reactions().isEmpty() ? Ids.NIL : message.reactions().getLast().id();
    Reaction reaction = new Reaction(w.newIdAfter(last), message.id(), emoji, person);
    w.tx().insertReaction(reaction);
    w.record(at.channel(), person.id(), new ChatEvent.ReactionAdded(reaction));
    return reaction;
  }

  private static Optional<Reaction> own(Message message, String userId, String emoji) {
    return message.reactions().stream()
        .filter(reaction -> reaction.person().id().equals(userId))
        .filter(reaction -> reaction.emoji().equals(emoji))
        .findFirst();
  }

  /**
   * Removes one's own emoji; already (empty), when there is none.
   *
   * <p>Refused: NOT_FOUND (the message), FORBIDDEN, ARCHIVED.
   */
  public Outcome<Optional<Reaction>> remove(
      String userId,
      MessageRef ref,
      String emoji,
      long nowMillis,
      Consumer<? super Outcome<Optional<Reaction>>> answered) {
    return commits.write(
        nowMillis,
        w ->
            switch (Entry.to(w.tx(), userId, ref)) {
              case Entry.Closed closed -> closed.refused();
              case Entry.At at ->
                  removed(w, at.channel(), userId, own(at.message(), userId, emoji.strip()));
            },
        answered);
  }

  private static Outcome<Optional<Reaction>> removed(
      Writing w, Channel channel, String userId, Optional<Reaction> found) {
    if (found.isEmpty()) {
      return new Outcome.Already<>(found);
    }
    w.tx().deleteReaction(found.get());
    w.record(channel, userId, new ChatEvent.ReactionRemoved(found.get()));
    return new Outcome.Done<>(found);
  }

  /**
   * Removes a reaction by its id; already (empty), when there is none in this channel.
   *
   * <p>Refused: FORBIDDEN (another's, unless one moderates), ARCHIVED.
   */
  public Outcome<Optional<Reaction>> removeById(
      String userId,
      String channelId,
      String reactionId,
      long nowMillis,
      Consumer<? super Outcome<Optional<Reaction>>> answered) {
    return commits.in(
        userId,
        channelId,
        nowMillis,
        (w, open) -> removeById(w, open, Ids.read(reactionId)),
        answered);
  }

  private static Outcome<Optional<Reaction>> removeById(
      Writing w, Entry.Open open, String reactionId) {
    String userId = open.member().userId();
    Optional<Reaction> found =
        w.tx()
            .reaction(reactionId)
            .filter(reaction -> isIn(w, open.channel(), reaction.messageId()));
    boolean allowed =
        found.map(reaction -> reaction.person().id().equals(userId)).orElse(true)
            || Sight.moderates(w.tx(), userId, open.seen());
    return allowed ? removed(w, open.channel(), userId, found) : Outcome.refused(Reason.FORBIDDEN);
  }

  private static boolean isIn(Writing w, Channel channel, String messageId) {
    return w.tx()
        .message(messageId)
        .filter(message -> message.channelId().equals(channel.id()))
        .isPresent();
  }

  /**
   * As a moderator, removes everybody's reactions with an emoji, or all (null); already, when there
   * are none. Refused: NOT_FOUND, FORBIDDEN, ARCHIVED.
   */
  public Outcome<List<Reaction>> clear(
      String userId,
      MessageRef ref,
      @Nullable String emoji,
      long nowMillis,
      Consumer<? super Outcome<List<Reaction>>> answered) {
    return commits.at(userId, ref, nowMillis, (w, at) -> clear(w, at, userId, emoji), answered);
  }

  private static Outcome<List<Reaction>> clear(
      Writing w, Entry.At at, String userId, @Nullable String emoji) {
    if (!Sight.moderates(w.tx(), userId, at.open().seen())) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    Message message = at.message();
    List<Reaction> gone =
        message.reactions().stream()
            .filter(reaction -> emoji == null || reaction.emoji().equals(emoji))
            .toList();
    if (gone.isEmpty()) {
      return new Outcome.Already<>(gone);
    }
    gone.forEach(w.tx()::deleteReaction);
    w.record(at.channel(), userId, new ChatEvent.ReactionsCleared(message.id(), emoji, gone));
    w.audit(at.channel().workspaceId(), userId, "reactions.clear", message.id());
    return new Outcome.Done<>(gone);
  }
}
