package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageEdit;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.TempId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sending, editing, deleting and pinning. */
public final class ChatMessages {
  private final Commits commits;

  ChatMessages(Commits commits) {
    this.commits = commits;
  }

  /**
   * Sends a message or a reply. Done with the message as it is stored; already, when the same was
   * sent under the same temp id within 24 hours, with that first message as it is now.
   *
   * <p>Refused: NOT_FOUND (channel, or {@code threadId} unknown in it), FORBIDDEN (no member, or
   * read-only), ARCHIVED, DELETED (the root), TOO_FAST (slow mode), INVALID ("content",
   * "attachments").
   */
  public Outcome<Message> send(
      SendMessage command, long nowMillis, Consumer<? super Outcome<Message>> answered) {
    return commits.in(
        command.userId(),
        command.channelId(),
        nowMillis,
        (w, open) -> new Sending(w, open, command, null).run(),
        answered);
  }

  /**
   * As {@link #send}, without waiting for the end: what one thread submits gets its place, and is
   * answered, in the order of its submission. Does not block.
   *
   * @throws java.util.concurrent.RejectedExecutionException when the store is overloaded or closed
   */
  public void submit(
      SendMessage command, long nowMillis, Chat.Answered<? super Outcome<Message>> answered) {
    commits.submit(
        nowMillis,
        Commits.entered(
            command.userId(),
            command.channelId(),
            (w, open) -> new Sending(w, open, command, null).run()),
        answered);
  }

  /**
   * As {@link #send}, under a name that is good for this command alone.
   *
   * <p>Refused moreover: KEY_REUSED (another command was sent to this channel under the name within
   * 24 hours).
   *
   * @param onceKey the caller's name for this request, of any length
   */
  public Outcome<Message> sendOnce(
      SendMessage command,
      String onceKey,
      long nowMillis,
      Consumer<? super Outcome<Message>> answered) {
    return commits.in(
        command.userId(),
        command.channelId(),
        nowMillis,
        (w, open) -> new Sending(w, open, command, onceKey).run(),
        answered);
  }

  /** Whether the same was sent under the same temp id within 24 hours: it would change nothing. */
  public boolean isRepeated(SendMessage command, long nowMillis) {
    TempId tempId = command.tempId();
    return tempId != null
        && commits.read(reader ->
            reader
                .sentBefore(
                    command.channelId(),
                    command.userId(),
                    Fingerprint.of(tempId, command),
                    nowMillis - ChatPurge.SENDS_KEPT_MILLIS)
                .isPresent());
  }

  /**
   * Replaces the text; already, when it is the same text.
   *
   * <p>Refused: NOT_FOUND, FORBIDDEN (another's), ARCHIVED, DELETED, EDIT_TIME_LIMIT, INVALID
   * ("content").
   */
  public Outcome<Message> edit(
      String userId,
      MessageRef ref,
      String content,
      long nowMillis,
      Consumer<? super Outcome<Message>> answered) {
    return commits.at(userId, ref, nowMillis, (w, at) -> edit(w, at, userId, content), answered);
  }

  private static Outcome<Message> edit(Writing w, Entry.At at, String userId, String content) {
    Message old = at.message();
    if (!old.author().id().equals(userId)) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    if (old.isDeleted()) {
      return Outcome.refused(Reason.DELETED);
    }
    if (!EditWindow.allows(w, at)) {
      return Outcome.refused(Reason.EDIT_TIME_LIMIT);
    }
    Texts texts = new Texts();
    String text = Content.check(texts, content, old.attachments(), w.settings());
    if (!texts.areFine()) {
      return texts.refused();
    }
    return text.equals(old.content())
        ? new Outcome.Already<>(old)
        : new Outcome.Done<>(replaceText(w, at, text));
  }

  private static Message replaceText(Writing w, Entry.At at, String text) {
    Message old = at.message();
    Channel channel = at.channel();
    List<String> mentions = Mentions.in(text, channel.workspaceId(), w.tx());
    Message edited =
        old.with(
            new Message.Body(text, old.attachments(), mentions), old.state().edited(w.nowMillis()));
    w.tx().updateMessage(edited);
    w.tx()
        .insertEdit(
            new MessageEdit(
                old.id(), channel.lastSeq() + 1, w.nowMillis(), old.author().id(), old.content()));
    List<String> added = mentions.stream().filter(id -> !old.mentions().contains(id)).toList();
    w.record(channel, old.author().id(), new ChatEvent.MessageEdited(edited, added));
    return edited;
  }

  /**
   * Deletes a message of one's own, or any as a moderator; already, when it is deleted. What is
   * left of it has no text and no attachments.
   *
   * <p>Refused: NOT_FOUND, FORBIDDEN, ARCHIVED.
   */
  public Outcome<Message> delete(
      String userId, MessageRef ref, long nowMillis, Consumer<? super Outcome<Message>> answered) {
    return commits.at(userId, ref, nowMillis, (w, at) -> delete(w, at, userId), answered);
  }

  private static Outcome<Message> delete(Writing w, Entry.At at, String userId) {
    Message old = at.message();
    boolean own = old.author().id().equals(userId);
    if (!own && !Sight.moderates(w.tx(), userId, at.open().seen())) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    if (old.isDeleted()) {
      return new Outcome.Already<>(old);
    }
    Message left = wipe(w, old);
    w.record(at.channel(), userId, new ChatEvent.MessageDeleted(old.id(), Threads.removed(w, old)));
    if (!own) {
      w.audit(at.channel().workspaceId(), userId, "message.delete", old.id());
    }
    return new Outcome.Done<>(left);
  }

  /** Takes its text out of everything that is kept, former texts and past events included. */
  private static Message wipe(Writing w, Message old) {
    Attaching.release(w, old.attachments());
    for (Reaction reaction : old.reactions()) {
      w.tx().deleteReaction(reaction);
    }
    Message left = old.with(Message.Body.WIPED, old.state().deleted(w.nowMillis())).with(List.of());
    w.tx().updateMessage(left);
    wipeEvent(w, old.channelId(), old.seq());
    for (MessageEdit edit : w.tx().edits(old.id())) {
      wipeEvent(w, old.channelId(), edit.seq());
    }
    w.tx().deleteEdits(old.id());
    return left;
  }

  /** Who comes back hears that there was a message and that it was deleted, and not its text. */
  private static void wipeEvent(Writing w, String channelId, long seq) {
    Optional<ChatEvent> kept =
        w.tx().events(channelId, seq - 1, 1).stream().filter(e -> e.seq() == seq).findFirst();
    kept.ifPresent(event -> {
      switch (event.change()) {
        case ChatEvent.MessageSent sent ->
            w.tx()
                .replaceEvent(
                    event.with(
                        new ChatEvent.MessageSent(
                            wiped(sent.message()), sent.tempId(), sent.thread())));
        case ChatEvent.MessageEdited edited ->
            w.tx()
                .replaceEvent(
                    event.with(new ChatEvent.MessageEdited(wiped(edited.message()), List.of())));
        default ->
            throw new IllegalStateException("event " + seq + " of " + channelId + " has no text");
      }
    });
  }

  private static Message wiped(Message message) {
    return message.with(Message.Body.WIPED, message.state());
  }

  /**
   * Pins (or unpins) a message; every member may. Refused: NOT_FOUND, FORBIDDEN, ARCHIVED, DELETED.
   */
  public Outcome<Message> pin(
      String userId,
      MessageRef ref,
      boolean pinned,
      long nowMillis,
      Consumer<? super Outcome<Message>> answered) {
    return commits.at(userId, ref, nowMillis, (w, at) -> pin(w, at, userId, pinned), answered);
  }

  private static Outcome<Message> pin(Writing w, Entry.At at, String userId, boolean pinned) {
    Message message = at.message();
    if (message.isDeleted()) {
      return Outcome.refused(Reason.DELETED);
    }
    if (message.isPinned() == pinned) {
      return new Outcome.Already<>(message);
    }
    Message.State state = message.state().pinned(pinned ? w.nowMillis() : null);
    w.tx().updateMessageState(message.id(), state);
    w.record(
        at.channel(),
        userId,
        pinned
            ? new ChatEvent.MessagePinned(message.id())
            : new ChatEvent.MessageUnpinned(message.id()));
    return new Outcome.Done<>(message.with(message.body(), state));
  }

  /**
   * The former texts of a message, for its author and moderators. Refused: NOT_FOUND, FORBIDDEN.
   */
  public Outcome<List<MessageEdit>> edits(String userId, MessageRef ref) {
    return commits.read(reader -> {
      Optional<Sight.SeenMessage> seen = Sight.of(reader, userId, ref);
      if (seen.isEmpty()) {
        return Outcome.refused(Reason.NOT_FOUND);
      }
      Person author = seen.get().message().author();
      return author.id().equals(userId) || Sight.moderates(reader, userId, seen.get().seen())
          ? new Outcome.Done<>(reader.edits(ref.messageId()))
          : Outcome.refused(Reason.FORBIDDEN);
    });
  }
}
