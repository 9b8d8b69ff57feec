package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.Page;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Channels and who is in them. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatChannels {

  /**
   * Lets a user in: a member is in already; a member of the workspace becomes one of a public
   * channel. Writes nothing for who is in already.
   *
   * <p>Refused: ACCESS_DENIED (guests, strangers, private and unknown channels alike), ARCHIVED
   * (not a member yet; a member may still read).
   */
  public Outcome<ChannelMember> join(
      String userId,
      String channelId,
      long nowMillis,
      Consumer<? super Outcome<ChannelMember>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends one's membership; already, when one is no member. Refused: NOT_FOUND, FORBIDDEN (direct).
   */
  public Outcome<Channel> leave(
      String userId,
      String channelId,
      long nowMillis,
      Consumer<? super Outcome<Channel>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a channel; its maker is its first member and owner. Refused: NOT_FOUND (workspace),
   * FORBIDDEN (guests), NAME_TAKEN, INVALID ("name", "description", "topic").
   */
  public Outcome<Channel> create(
      CreateChannel command, long nowMillis, Consumer<? super Outcome<Channel>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens the direct channel of a user and others; already, when these have one.
   *
   * <p>Refused: NOT_FOUND (workspace, or one of the others is no member), INVALID ("user_ids").
   *
   * @param others 1 to 8 users; the user may be among them or not
   */
  public Outcome<Channel> openDirect(
      String userId,
      String workspaceId,
      List<String> others,
      long nowMillis,
      Consumer<? super Outcome<Channel>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes a channel; already, when nothing differs. Its members may change the topic, who
   * moderates it everything. Refused: NOT_FOUND, FORBIDDEN, ARCHIVED, NAME_TAKEN, INVALID.
   */
  public Outcome<Channel> update(
      String userId,
      String channelId,
      UpdateChannel change,
      long nowMillis,
      Consumer<? super Outcome<Channel>> answered) {
    throw new UnsupportedOperationException();
  }

  /** Ends a channel; it can still be read. Already, when it is. Refused: NOT_FOUND, FORBIDDEN. */
  public Outcome<Channel> archive(
      String userId,
      String channelId,
      long nowMillis,
      Consumer<? super Outcome<Channel>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Brings a member of the workspace into a channel; every member of a private one may, and of a
   * public one too. Refused: NOT_FOUND (channel or user), FORBIDDEN, ARCHIVED.
   */
  public Outcome<ChannelMember> addMember(
      String userId,
      String channelId,
      String newMemberId,
      long nowMillis,
      Consumer<? super Outcome<ChannelMember>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * As a moderator, puts a member out; already, when there is no such member. Refused: NOT_FOUND,
   * FORBIDDEN (also: an owner by a non-owner).
   */
  public Outcome<Channel> removeMember(
      String userId,
      String channelId,
      String memberId,
      long nowMillis,
      Consumer<? super Outcome<Channel>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * The public channels of a workspace (not for guests) and one's own, by name; archived ones are
   * left out. Refused: NOT_FOUND.
   */
  public Outcome<List<Channel>> list(String userId, String workspaceId) {
    throw new UnsupportedOperationException();
  }

  /** A channel that one may read. Refused: NOT_FOUND. */
  public Outcome<Channel> get(String userId, String channelId) {
    throw new UnsupportedOperationException();
  }

  /**
   * One's place in a channel, to be checked at each push. Refused: NOT_FOUND; FORBIDDEN (one could
   * join it and is not a member).
   */
  public Outcome<ChannelMember> membership(String userId, String channelId) {
    throw new UnsupportedOperationException();
  }

  /**
   * The members of a channel that one may read, by id. Refused: NOT_FOUND.
   *
   * @param afterUserId where to go on, or null
   */
  public Outcome<Page<ChannelMember>> members(
      String userId, String channelId, @Nullable String afterUserId, int limit) {
    throw new UnsupportedOperationException();
  }
}
