package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Channels and who is in them. */
public final class ChatChannels {
  private final Commits commits;

  ChatChannels(Commits commits) {
    this.commits = commits;
  }

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
    String id = Ids.read(channelId);
    Optional<ChannelMember> known = commits.read(reader -> reader.member(id, userId));
    if (known.isPresent()) {
      Outcome<ChannelMember> already = new Outcome.Already<>(known.get());
      answered.accept(already);
      return already;
    }
    return commits.write(nowMillis, w -> Memberships.join(w, userId, id), answered);
  }

  /**
   * Ends one's membership; already, when one is no member. Refused: NOT_FOUND, FORBIDDEN (direct).
   */
  public Outcome<Channel> leave(
      String userId,
      String channelId,
      long nowMillis,
      Consumer<? super Outcome<Channel>> answered) {
    return commits.write(
        nowMillis, w -> Memberships.leave(w, userId, Ids.read(channelId)), answered);
  }

  /**
   * Makes a channel; its maker is its first member and owner. Refused: NOT_FOUND (workspace),
   * FORBIDDEN (guests), NAME_TAKEN, INVALID ("name", "description", "topic").
   */
  public Outcome<Channel> create(
      CreateChannel command, long nowMillis, Consumer<? super Outcome<Channel>> answered) {
    return commits.write(nowMillis, w -> NewChannels.create(w, command), answered);
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
    return commits.write(
        nowMillis, w -> NewChannels.openDirect(w, userId, Ids.read(workspaceId), others), answered);
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
    return commits.in(userId, channelId, nowMillis, (w, open) -> update(w, open, change), answered);
  }

  private static Outcome<Channel> update(Writing w, Entry.Open open, UpdateChannel change) {
    String userId = open.member().userId();
    Channel old = open.channel();
    if (old.type() == Channel.Type.DIRECT
        || (!change.isTopicOnly() && !Sight.moderates(w.tx(), userId, open.seen()))) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    Texts texts = new Texts();
    Channel.Profile profile = ChannelProfiles.change(texts, old.profile(), change);
    Channel.Settings settings =
        ChannelProfiles.settings(
            texts, Objects.requireNonNullElse(change.settings(), old.settings()));
    if (!texts.areFine()) {
      return texts.refused();
    }
    if (profile.equals(old.profile()) && settings.equals(old.settings())) {
      return new Outcome.Already<>(old);
    }
    boolean taken =
        w.tx()
            .channelByName(old.workspaceId(), profile.name())
            .filter(other -> !other.id().equals(old.id()))
            .isPresent();
    return taken
        ? Outcome.refused(Reason.NAME_TAKEN)
        : new Outcome.Done<>(changed(w, old.with(profile, settings), userId));
  }

  /** Stores a channel with what changed, and tells it. */
  private static Channel changed(Writing w, Channel channel, String userId) {
    w.tx().updateChannel(channel);
    Channel next = channel.with(channel.state().withLastSeq(channel.lastSeq() + 1));
    Channel now = w.record(channel, userId, new ChatEvent.ChannelUpdated(next));
    w.tell(new WorkspaceEvent.ChannelChanged(userId, now));
    return now;
  }

  /** Ends a channel; it can still be read. Already, when it is. Refused: NOT_FOUND, FORBIDDEN. */
  public Outcome<Channel> archive(
      String userId,
      String channelId,
      long nowMillis,
      Consumer<? super Outcome<Channel>> answered) {
    return commits.write(nowMillis, w -> archive(w, userId, Ids.read(channelId), true), answered);
  }

  /**
   * Opens a channel that was ended; already, when it is open. Refused: NOT_FOUND, FORBIDDEN,
   * NAME_TAKEN (another one got its name meanwhile).
   */
  public Outcome<Channel> unarchive(
      String userId,
      String channelId,
      long nowMillis,
      Consumer<? super Outcome<Channel>> answered) {
    return commits.write(nowMillis, w -> archive(w, userId, Ids.read(channelId), false), answered);
  }

  private static Outcome<Channel> archive(
      Writing w, String userId, String channelId, boolean ends) {
    Optional<Sight.Seen> seen =
        w.tx().lockChannel(channelId).flatMap(channel -> Sight.of(w.tx(), userId, channel));
    if (seen.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    Channel channel = seen.get().channel();
    if (channel.type() == Channel.Type.DIRECT || !Sight.moderates(w.tx(), userId, seen.get())) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    if (channel.isArchived() == ends) {
      return new Outcome.Already<>(channel);
    }
    if (!ends && w.tx().channelByName(channel.workspaceId(), channel.name()).isPresent()) {
      return Outcome.refused(Reason.NAME_TAKEN);
    }
    String action = ends ? "channel.archive" : "channel.unarchive";
    w.audit(channel.workspaceId(), userId, action, channel.id());
    Channel.State state = channel.state().withArchived(ends ? w.nowMillis() : null);
    return new Outcome.Done<>(changed(w, channel.with(state), userId));
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
    return commits.in(
        userId,
        channelId,
        nowMillis,
        (w, open) -> Memberships.addMember(w, open, newMemberId),
        answered);
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
    return commits.in(
        userId,
        channelId,
        nowMillis,
        (w, open) -> Memberships.removeMember(w, open, memberId),
        answered);
  }

  /**
   * The public channels of a workspace (not for guests) and one's own, by name; archived ones are
   * left out. Refused: NOT_FOUND.
   */
  public Outcome<List<Channel>> list(String userId, String workspaceId) {
    String workspace = Ids.read(workspaceId);
    return commits.read(reader ->
        reader
            .workspaceMember(workspace, userId)
            .<Outcome<List<Channel>>>map(member -> new Outcome.Done<>(list(reader, member)))
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  private static List<Channel> list(ChatReader reader, WorkspaceMember member) {
    List<Channel> own = reader.channelsOf(member.workspaceId(), member.person().id());
    List<Channel> open = member.isGuest() ? List.of() : reader.publicChannels(member.workspaceId());
    return Stream.concat(
            own.stream().filter(channel -> !channel.isPublic() || member.isGuest()), open.stream())
        .filter(channel -> !channel.isArchived())
        .sorted(Comparator.comparing(Channel::name).thenComparing(Channel::id))
        .toList();
  }

  /** A channel that one may read. Refused: NOT_FOUND. */
  public Outcome<Channel> get(String userId, String channelId) {
    return commits.read(reader ->
        Sight.of(reader, userId, channelId)
            .<Outcome<Channel>>map(seen -> new Outcome.Done<>(seen.channel()))
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  /**
   * One's place in a channel, to be checked at each push. Refused: NOT_FOUND; FORBIDDEN (one could
   * join it and is not a member).
   */
  public Outcome<ChannelMember> membership(String userId, String channelId) {
    return commits.read(reader -> {
      Optional<Sight.Seen> seen = Sight.of(reader, userId, channelId);
      if (seen.isEmpty()) {
        return Outcome.refused(Reason.NOT_FOUND);
      }
      ChannelMember member = seen.get().member();
      return member == null ? Outcome.refused(Reason.FORBIDDEN) : new Outcome.Done<>(member);
    });
  }

  /**
   * The members of a channel that one may read, by id. Refused: NOT_FOUND.
   *
   * @param afterUserId where to go on, or null
   */
  public Outcome<Page<ChannelMember>> members(
      String userId, String channelId, @Nullable String afterUserId, int limit) {
    return commits.read(reader ->
        Sight.of(reader, userId, channelId)
            .<Outcome<Page<ChannelMember>>>map(seen ->
                new Outcome.Done<>(
                    Pages.cut(reader.members(seen.channel().id(), afterUserId, limit + 1), limit)))
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }
}
