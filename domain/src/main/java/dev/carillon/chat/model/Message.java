package dev.carillon.chat.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is now, with all that a client shows of it.
 *
 * @param seq the number of the event that brought it
 * @param reactions in the order they came
 */
public record Message(
    String id,
    String channelId,
    long seq,
    Person author,
    Body body,
    Place place,
    List<Reaction> reactions,
    State state) {

  public Message {
    reactions = List.copyOf(reactions);
  }

  /**
   * What it says.
   *
   * @param mentions ids of users, each once, in the order of the text
   */
  public record Body(String content, List<Attachment> attachments, List<String> mentions) {
    /** What is left of a deleted message. */
    public static final Body WIPED = new Body("", List.of(), List.of());

    public Body {
      attachments = List.copyOf(attachments);
      mentions = List.copyOf(mentions);
    }
  }

  /**
   * Where it stands.
   *
   * @param threadId the root it replies to; null: it is no reply
   * @param broadcast of a reply: whether it is shown in the channel too
   */
  public record Place(@Nullable String threadId, boolean broadcast) {
    public static final Place CHANNEL = new Place(null, false);

    /** Whether the channel's own list shows it. */
    public boolean isListed() {
      return threadId == null || broadcast;
    }
  }

  /**
   * What became of it.
   *
   * @param replyCount replies that are not deleted
   * @param lastReplyId the latest of them, or null
   * @param threadStarted whether its thread was begun, with or without a reply
   */
  public record State(
      @Nullable Long editedAtMillis,
      @Nullable Long deletedAtMillis,
      @Nullable Long pinnedAtMillis,
      int replyCount,
      @Nullable String lastReplyId,
      boolean threadStarted) {
    public static final State NEW = new State(null, null, null, 0, null, false);

    public State edited(long millis) {
      return new State(
          millis, deletedAtMillis, pinnedAtMillis, replyCount, lastReplyId, threadStarted);
    }

    /** A deleted message is not pinned any more, and keeps its thread. */
    public State deleted(long millis) {
      return new State(editedAtMillis, millis, null, replyCount, lastReplyId, threadStarted);
    }

    public State pinned(@Nullable Long millis) {
      return new State(
          editedAtMillis, deletedAtMillis, millis, replyCount, lastReplyId, threadStarted);
    }

    /** With a thread that has begun and has these replies. */
    public State withThread(int replies, @Nullable String lastId) {
      return new State(editedAtMillis, deletedAtMillis, pinnedAtMillis, replies, lastId, true);
    }
  }

  public String content() {
    return body.content();
  }

  public List<Attachment> attachments() {
    return body.attachments();
  }

  public List<String> mentions() {
    return body.mentions();
  }

  public @Nullable String threadId() {
    return place.threadId();
  }

  public boolean isReply() {
    return place.threadId() != null;
  }

  public long insertedAtMillis() {
    return Ids.millis(id);
  }

  /** When its text was last changed: by an edit, or else by being sent. */
  public long updatedAtMillis() {
    Long edited = state.editedAtMillis();
    return edited == null ? insertedAtMillis() : edited;
  }

  public boolean isEdited() {
    return state.editedAtMillis() != null;
  }

  public boolean isDeleted() {
    return state.deletedAtMillis() != null;
  }

  public boolean isPinned() {
    return state.pinnedAtMillis() != null;
  }

  /** The same message with another text. */
  public Message with(Body newBody, State newState) {
    return new Message(id, channelId, seq, author, newBody, place, reactions, newState);
  }

  /** The same message with other reactions. */
  public Message with(List<Reaction> newReactions) {
    return new Message(id, channelId, seq, author, body, place, newReactions, state);
  }
}
