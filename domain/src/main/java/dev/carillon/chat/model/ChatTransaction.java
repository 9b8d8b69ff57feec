package dev.carillon.chat.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plain changes of the store beside the look-ups, which see them at once; no rule is applied. All
 * of one transaction become durable together or not at all.
 */
public interface ChatTransaction extends ChatReader {

  /** As {@link #channel}, and nobody else changes the channel until this transaction ends. */
  Optional<Channel> lockChannel(String channelId);

  /** Adds or replaces. */
  void putPerson(Person person);

  void insertWorkspace(Workspace workspace);

  void updateWorkspace(Workspace workspace);

  /** Takes all members from a workspace and from its channels. */
  void deleteMembersOf(String workspaceId);

  /** Adds or replaces; the person is known already. */
  void putWorkspaceMember(WorkspaceMember member);

  void deleteWorkspaceMember(String workspaceId, String userId);

  void insertChannel(Channel channel);

  /** Replaces profile, settings and state. */
  void updateChannel(Channel channel);

  /** Replaces the state alone. */
  void updateChannelState(String channelId, Channel.State state);

  /** Adds or replaces; the person is known already. */
  void putMember(ChannelMember member);

  void deleteMember(String channelId, String userId);

  /** Adds a message and its mentions. */
  void insertMessage(Message message);

  /** Replaces body, mentions and state; a deleted message stays as a row without its text. */
  void updateMessage(Message message);

  /** Replaces the state alone. */
  void updateMessageState(String messageId, Message.State state);

  /** Adds to (or takes from) the replies of a user; who has none left is no replier any more. */
  void addReplies(String threadId, String userId, int difference, String replyId);

  /** Adds or replaces. */
  void putThreadMark(ThreadMark mark);

  void insertEdit(MessageEdit edit);

  void deleteEdits(String messageId);

  void insertReaction(Reaction reaction);

  void deleteReaction(Reaction reaction);

  /**
   * Remembers what was sent, so that the same sent again is recognised; again if need be.
   *
   * @param key 32 hex digits: the fingerprint of the client's name for it and of what it says
   */
  void rememberSend(String channelId, String userId, String key, String messageId, long nowMillis);

  void insertEvent(ChatEvent event);

  /** Replaces the event that has the same channel and number, if it is still kept. */
  void replaceEvent(ChatEvent event);

  void insertInvite(Invite invite);

  void updateInvite(Invite invite);

  void deleteInvite(String code);

  void insertUpload(Upload upload);

  /** Ties an upload to the message that shows it, or to none (null). */
  void bindUpload(String uploadId, @Nullable String channelId, @Nullable String messageId);

  void deleteUpload(String uploadId);

  /** Uploads that no message shows and that are older than a time, oldest first. */
  List<Upload> orphans(long beforeMillis, int limit);

  void insertAudit(AuditEntry entry);

  /** Forgets sends remembered before a time, at most so many; how many it were. */
  int forgetSends(long beforeMillis, int limit);

  /** Forgets events from before a time, at most so many; how many it were. */
  int forgetEvents(long beforeMillis, int limit);

  /** Forgets the events of channels that keep more than so many, at most so many of each. */
  int forgetEventsBeyond(int keptPerChannel, int limit);
}
