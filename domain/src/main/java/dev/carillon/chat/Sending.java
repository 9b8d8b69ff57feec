package dev.carillon.chat;

import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatTransaction;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.ThreadSummary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One message on its way into a channel that its author may write to. */
final class Sending {
  private static final long MILLIS = 1_000;

  private final Writing w;
  private final ChatTransaction tx;
  private final Channel channel;
  private final ChannelMember author;
  private final boolean isMember;
  private final SendMessage command;
  private final @Nullable String key;
  private final @Nullable String onceKey;

  /**
   * A message that shall be sent.
   *
   * @param onceKey a name that no other command may have; or null
   */
  Sending(Writing w, Entry.Open open, SendMessage command, @Nullable String onceKey) {
    this(w, open, true, command, onceKey);
  }

  private Sending(
      Writing w, Entry.Open open, boolean isMember, SendMessage command, @Nullable String onceKey) {
    this.w = w;
    this.tx = w.tx();
    this.channel = open.channel();
    this.author = open.member();
    this.isMember = isMember;
    this.command = command;
    TempId tempId = command.tempId();
    this.key = tempId == null ? null : Fingerprint.of(tempId, command);
    this.onceKey = onceKey == null ? null : Fingerprint.of(onceKey);
  }

  /** The same of an author who is no member and does not become one. */
  static Sending ofBot(Writing w, Entry.Open open, SendMessage command, @Nullable String onceKey) {
    return new Sending(w, open, false, command, onceKey);
  }

  Outcome<Message> run() {
    Optional<Message> first = sentBefore(key);
    Optional<Message> named = sentBefore(onceKey);
    if (named.isPresent() && !named.equals(first)) {
      return Outcome.refused(Reason.KEY_REUSED);
    }
    if (first.isPresent()) {
      if (named.isEmpty() && onceKey != null) {
        // Both, so that one is not forgotten before the other.
        remember(key, first.get());
        remember(onceKey, first.get());
      }
      return new Outcome.Already<>(first.get());
    }
    if (channel.settings().readOnly() && !moderates()) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    String threadId = command.threadId();
    if (threadId == null) {
      return checked(null);
    }
    Optional<Message> root = root(threadId);
    if (root.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    return root.get().isDeleted() ? Outcome.refused(Reason.DELETED) : checked(root.get());
  }

  private Optional<Message> sentBefore(@Nullable String fingerprint) {
    if (fingerprint == null) {
      return Optional.empty();
    }
    long since = w.nowMillis() - ChatPurge.SENDS_KEPT_MILLIS;
    return tx.sentBefore(channel.id(), author.userId(), fingerprint, since).flatMap(tx::message);
  }

  private void remember(@Nullable String fingerprint, Message sent) {
    if (fingerprint != null) {
      tx.rememberSend(channel.id(), author.userId(), fingerprint, sent.id(), w.nowMillis());
    }
  }

  private boolean moderates() {
    return Sight.moderates(tx, author.userId(), new Sight.Seen(channel, author));
  }

  /** Where a reply belongs: a reply to a reply belongs to the same thread. */
  private Optional<Message> root(String threadId) {
    return tx.message(threadId)
        .filter(message -> message.channelId().equals(channel.id()))
        .flatMap(message -> {
          String above = message.threadId();
          return above == null ? Optional.of(message) : tx.message(above);
        });
  }

  private Outcome<Message> checked(@Nullable Message root) {
    Texts texts = new Texts();
    List<Attachment> attachments = Attaching.check(w, command, texts);
    String text = Content.check(texts, command.content(), attachments, w.settings());
    if (!texts.areFine()) {
      return texts.refused();
    }
    long wait = slowModeMillis();
    return wait > 0 ? Outcome.tooFast(wait) : new Outcome.Done<>(store(text, attachments, root));
  }

  /** How long the author has to wait; moderators never. */
  private long slowModeMillis() {
    int seconds = channel.settings().slowModeSeconds();
    if (seconds == 0 || author.lastSentAtMillis() == 0 || moderates()) {
      return 0;
    }
    return author.lastSentAtMillis() + seconds * MILLIS - w.nowMillis();
  }

  private Message store(String text, List<Attachment> attachments, @Nullable Message root) {
    Message message =
        new Message(
            w.newMessageId(channel),
            channel.id(),
            channel.lastSeq() + 1,
            author.person(),
            new Message.Body(text, attachments, Mentions.in(text, channel.workspaceId(), tx)),
            root == null
                ? Message.Place.CHANNEL
                : new Message.Place(root.id(), command.broadcast()),
            List.of(),
            Message.State.NEW);
    tx.insertMessage(message);
    Attaching.bind(w, attachments, channel.id(), message.id());
    remember(key, message);
    remember(onceKey, message);
    boolean listed = message.place().isListed();
    if (isMember) {
      ChannelMember sent = author.withLastSent(w.nowMillis());
      tx.putMember(listed ? sent.withLastRead(message.id()) : sent);
    }
    ThreadSummary thread = root == null ? null : Threads.added(w, root, message);
    w.record(
        channel.with(channel.state().withMessage(message.id(), listed)),
        author.userId(),
        new ChatEvent.MessageSent(message, command.tempId(), thread));
    return message;
  }
}
