package dev.carillon.chat;

import dev.carillon.chat.model.Attention;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.Unread;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who has read up to where. */
public final class ChatMarkers {
  /** In a private channel no larger all know who has read. */
  private static final int FEW_MEMBERS = 25;

  private final Commits commits;

  ChatMarkers(Commits commits) {
    this.commits = commits;
  }

  /**
   * Marks a channel read up to a message; never moves back: already, when later ones were read.
   *
   * <p>Refused: NOT_FOUND (channel, or no such message in it), FORBIDDEN (no member).
   */
  public Outcome<ReadMark> markRead(
      String userId, MessageRef ref, long nowMillis, Consumer<? super Outcome<ReadMark>> answered) {
    return commits.write(nowMillis, w -> mark(w, userId, ref, at -> read(w, at)), answered);
  }

  /** A message that a member may mark. */
  private record Spot(Channel channel, ChannelMember member, Message message) {}

  /** An archived channel can still be read, so this is not an {@link Entry}. */
  private static Outcome<ReadMark> mark(
      Writing w, String userId, MessageRef ref, Function<Spot, Outcome<ReadMark>> work) {
    Optional<Message> message =
        w.tx().message(ref.messageId()).filter(found -> ref.allows(found.channelId()));
    Optional<Sight.Seen> seen =
        message
            .flatMap(found -> w.tx().lockChannel(found.channelId()))
            .flatMap(channel -> Sight.of(w.tx(), userId, channel));
    if (seen.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    ChannelMember member = seen.get().member();
    return member == null
        ? Outcome.refused(Reason.FORBIDDEN)
        : work.apply(new Spot(seen.get().channel(), member, message.orElseThrow()));
  }

  private static Outcome<ReadMark> read(Writing w, Spot at) {
    String last = at.member().lastReadId();
    if (last != null && last.compareTo(at.message().id()) >= 0) {
      return new Outcome.Already<>(markOf(w, at, last));
    }
    return new Outcome.Done<>(move(w, at, at.message().id()));
  }

  private static Outcome<ReadMark> unread(Writing w, Spot at) {
    List<Message> earlier =
        w.tx().messages(MessageRange.before(at.channel().id(), at.message().id(), 1));
    String last = earlier.isEmpty() ? null : earlier.getFirst().id();
    return Objects.equals(last, at.member().lastReadId())
        ? new Outcome.Already<>(markOf(w, at, last))
        : new Outcome.Done<>(move(w, at, last));
  }

  private static ReadMark move(Writing w, Spot at, @Nullable String lastReadId) {
    w.tx().putMember(at.member().withLastRead(lastReadId));
    ReadMark mark = markOf(w, at, lastReadId);
    w.tell(mark);
    return mark;
  }

  private static ReadMark markOf(Writing w, Spot at, @Nullable String lastReadId) {
    Channel channel = at.channel();
    String userId = at.member().userId();
    int unread = w.tx().unreadOf(channel.id(), userId).map(Unread::count).orElse(0);
    return new ReadMark(
        channel.workspaceId(),
        channel.id(),
        userId,
        lastReadId,
        unread,
        w.nowMillis(),
        isShared(channel));
  }

  private static boolean isShared(Channel channel) {
    return switch (channel.type()) {
      case DIRECT -> true;
      case PRIVATE ->
          channel.settings().readReceipts() || channel.state().memberCount() <= FEW_MEMBERS;
      case PUBLIC -> channel.settings().readReceipts();
    };
  }

  /** Marks a message and all after it unread. Refused: as {@link #markRead}. */
  public Outcome<ReadMark> markUnread(
      String userId, MessageRef ref, long nowMillis, Consumer<? super Outcome<ReadMark>> answered) {
    return commits.write(nowMillis, w -> mark(w, userId, ref, at -> unread(w, at)), answered);
  }

  /**
   * Chooses what one is told of a channel; already, when it is so. Also in an archived one.
   * Refused: NOT_FOUND, FORBIDDEN (no member).
   */
  public Outcome<Attention> attend(
      String userId, String channelId, Attention attention, long nowMillis) {
    return commits.write(
        nowMillis,
        w -> {
          Optional<Sight.Seen> seen =
              w.tx()
                  .lockChannel(Ids.read(channelId))
                  .flatMap(channel -> Sight.of(w.tx(), userId, channel));
          if (seen.isEmpty()) {
            return Outcome.refused(Reason.NOT_FOUND);
          }
          ChannelMember member = seen.get().member();
          if (member == null) {
            return Outcome.refused(Reason.FORBIDDEN);
          }
          if (member.attention().equals(attention)) {
            return new Outcome.Already<>(attention);
          }
          w.tx().putMember(member.with(attention));
          return new Outcome.Done<>(attention);
        },
        _ -> {});
  }

  /** What one is told of a channel. Refused: NOT_FOUND, FORBIDDEN (no member). */
  public Outcome<Attention> attention(String userId, String channelId) {
    return commits.read(reader -> {
      Optional<Sight.Seen> seen = Sight.of(reader, userId, channelId);
      if (seen.isEmpty()) {
        return Outcome.refused(Reason.NOT_FOUND);
      }
      ChannelMember member = seen.get().member();
      return member == null
          ? Outcome.refused(Reason.FORBIDDEN)
          : new Outcome.Done<>(member.attention());
    });
  }

  /** What is unread in the channels of a workspace that one is a member of. Refused: NOT_FOUND. */
  public Outcome<List<Unread>> unread(String userId, String workspaceId) {
    String id = Ids.read(workspaceId);
    return commits.read(reader ->
        reader.workspaceMember(id, userId).isPresent()
            ? new Outcome.Done<>(reader.unread(id, userId))
            : Outcome.refused(Reason.NOT_FOUND));
  }
}
