package dev.carillon.chat.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plain look-ups in one consistent state of the store; no rule is applied. One thread, and only
 * while the work it was given to runs. Ids that are not users' are as {@link Ids#read} gives them.
 *
 * <p>Lists are in the order of ids unless they say otherwise; one that could be long takes a limit.
 */
public interface ChatReader {

  Optional<Person> person(String userId);

  Optional<Person> personByHandle(String handle);

  Optional<Workspace> workspace(String workspaceId);

  /** Those the user is a member of and that are not deleted. */
  List<Workspace> workspacesOf(String userId);

  Optional<WorkspaceMember> workspaceMember(String workspaceId, String userId);

  /**
   * The members by their ids.
   *
   * @param afterUserId where to go on, or null
   */
  List<WorkspaceMember> workspaceMembers(
      String workspaceId, @Nullable String afterUserId, int limit);

  Optional<Channel> channel(String channelId);

  /** The public or private channel that has this name, whatever its case, and is not archived. */
  Optional<Channel> channelByName(String workspaceId, String name);

  Optional<Channel> directChannel(String workspaceId, String dmKey);

  /** The public ones, archived ones included. */
  List<Channel> publicChannels(String workspaceId);

  /** Those of any type that the user is a member of, archived ones included. */
  List<Channel> channelsOf(String workspaceId, String userId);

  Optional<ChannelMember> member(String channelId, String userId);

  /**
   * The members by their ids.
   *
   * @param afterUserId where to go on, or null
   */
  List<ChannelMember> members(String channelId, @Nullable String afterUserId, int limit);

  /** Deleted messages too, as what is left of them. */
  Optional<Message> message(String messageId);

  /** By keyset: costs the same however far back it is. */
  List<Message> messages(MessageRange range);

  /** What is unread of a channel for one of its members; empty when the user is none. */
  Optional<Unread> unreadOf(String channelId, String userId);

  /** What is unread of each channel of a workspace that the user is a member of, by their ids. */
  List<Unread> unread(String workspaceId, String userId);

  /** Who has replied in a thread, in the order of their first reply. */
  List<Person> repliers(String threadId, int limit);

  /** A user's place in a thread, if he or she has one. */
  Optional<ThreadMark> threadMark(String threadId, String userId);

  /** Replies of others that come after a mark, at most {@link Unread#MAX}. */
  int unreadReplies(ThreadMark mark);

  /** The threads of a workspace that a user follows, the one with the latest reply first. */
  List<ThreadMark> followed(String workspaceId, String userId, int limit);

  /** The pinned messages of a channel, latest first. */
  List<Message> pins(String channelId, int limit);

  /** The former texts of a message, oldest first. */
  List<MessageEdit> edits(String messageId);

  /** Latest first. */
  List<Message> search(MessageSearch search);

  Optional<Reaction> reaction(String reactionId);

  /**
   * The message that was sent under this key at or after a time, see {@link
   * ChatTransaction#rememberSend}.
   */
  Optional<String> sentBefore(String channelId, String userId, String key, long sinceMillis);

  /** The kept events after a number, oldest first. */
  List<ChatEvent> events(String channelId, long afterSeq, int limit);

  Optional<Invite> invite(String code);

  List<Invite> invites(String workspaceId);

  Optional<Upload> upload(String uploadId);

  /** The sizes of all uploads of a user together. */
  long uploadedBytes(String userId);

  /**
   * What was done with power over others, latest first.
   *
   * @param beforeId where to go on, or null
   */
  List<AuditEntry> audit(String workspaceId, @Nullable String beforeId, int limit);
}
