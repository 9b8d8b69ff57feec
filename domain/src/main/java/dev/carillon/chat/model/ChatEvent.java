package dev.carillon.chat.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A committed change of a channel. Its numbers have no gaps within the channel, and it is kept as
 * it was told, so that it can be told again.
 *
 * @param actorId who did it
 */
public record ChatEvent(
    String workspaceId, String channelId, long seq, long atMillis, String actorId, Change change) {

  /** The same event, telling something else. */
  public ChatEvent with(Change newChange) {
    return new ChatEvent(workspaceId, channelId, seq, atMillis, actorId, newChange);
  }

  /** What changed. */
  public sealed interface Change {}

  /**
   * A message came. A reply comes with its thread as it is now.
   *
   * @param tempId the author's name for it, or null
   * @param thread null unless it is a reply
   */
  public record MessageSent(
      Message message, @Nullable TempId tempId, @Nullable ThreadSummary thread) implements Change {}

  /**
   * A message has another text.
   *
   * @param newMentions who is mentioned now and was not before
   */
  public record MessageEdited(Message message, List<String> newMentions) implements Change {
    public MessageEdited {
      newMentions = List.copyOf(newMentions);
    }
  }

  /**
   * A message is gone.
   *
   * @param thread of a reply: its thread without it; else null
   */
  public record MessageDeleted(String messageId, @Nullable ThreadSummary thread)
      implements Change {}

  public record ReactionAdded(Reaction reaction) implements Change {}

  public record ReactionRemoved(Reaction reaction) implements Change {}

  /**
   * Several reactions were cleared by a moderator in one step.
   *
   * @param emoji only those; null: all of the message
   */
  public record ReactionsCleared(String messageId, @Nullable String emoji, List<Reaction> reactions)
      implements Change {
    public ReactionsCleared {
      reactions = List.copyOf(reactions);
    }
  }

  public record ThreadStarted(ThreadSummary thread) implements Change {}

  public record MessagePinned(String messageId) implements Change {}

  public record MessageUnpinned(String messageId) implements Change {}

  public record MemberJoined(Person person, Role role, int memberCount) implements Change {}

  /** Why a member is one no more. */
  public enum Departure {
    LEFT,
    REMOVED
  }

  /** After this the user may hear nothing more of the channel, unless it is public. */
  public record MemberLeft(String userId, Departure departure, int memberCount) implements Change {}

  /** Its name, topic, settings or its being archived changed. */
  public record ChannelUpdated(Channel channel) implements Change {}
}
