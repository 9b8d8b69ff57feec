package dev.carillon.chat;

import dev.carillon.chat.model.AuditEntry;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.MessageSearch;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Unread;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reading. Members of the workspace read its public channels, others and guests only their own. */
public final class ChatHistory {
  private static final int MAX_PINS = 100;
  private static final int MAX_WORDS = 8;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private final Commits commits;

  ChatHistory(Commits commits) {
    this.commits = commits;
  }

  /**
   * The channel as a member of it needs it on joining.
   *
   * @param messages how many of the latest, 0 to 100
   */
  public Outcome<ChannelSnapshot> snapshot(String userId, String channelId, int messages) {
    return commits.read(reader -> {
      Optional<Sight.Seen> seen = Sight.of(reader, userId, channelId);
      if (seen.isEmpty()) {
        return Outcome.refused(Reason.NOT_FOUND);
      }
      ChannelMember member = seen.get().member();
      return member == null
          ? Outcome.refused(Reason.FORBIDDEN)
          : new Outcome.Done<>(snapshot(reader, seen.get().channel(), member, messages));
    });
  }

  private ChannelSnapshot snapshot(
      ChatReader reader, Channel channel, ChannelMember member, int messages) {
    Unread unread = reader.unreadOf(channel.id(), member.userId()).orElseThrow();
    Page<Message> latest =
        messages == 0
            ? new Page<>(List.of(), channel.state().lastMessageId() != null)
            : Pages.read(reader, MessageRange.Kind.LISTED, channel.id(), Paging.latest(messages));
    int window = EditWindow.seconds(reader, channel.workspaceId(), commits.settings());
    return new ChannelSnapshot(channel, member, unread, window, latest);
  }

  private <T> Outcome<T> inSight(
      String userId, String channelId, BiFunction<ChatReader, Channel, Outcome<T>> work) {
    return commits.read(reader ->
        Sight.of(reader, userId, channelId)
            .map(seen -> work.apply(reader, seen.channel()))
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  /**
   * What happened after the event with a number. Refused: NOT_FOUND.
   *
   * @param limit 1 to 1,000
   */
  public Outcome<Missed> missed(String userId, String channelId, long afterSeq, int limit) {
    return inSight(
        userId,
        channelId,
        (reader, channel) -> new Outcome.Done<>(missed(reader, channel, afterSeq, limit)));
  }

  private static Missed missed(ChatReader reader, Channel channel, long afterSeq, int limit) {
    long last = channel.lastSeq();
    if (afterSeq > last || afterSeq < 0) {
      return new Missed.Ahead(last);
    }
    List<ChatEvent> events = reader.events(channel.id(), afterSeq, limit);
    long end = events.isEmpty() ? afterSeq : events.getLast().seq();
    // Events are forgotten by their time, and a clock that went back can have left holes.
    boolean complete = end - afterSeq == events.size() && (end == last || !events.isEmpty());
    return complete ? new Missed.Events(events, end < last, last) : new Missed.TooOld(last);
  }

  /**
   * A part of the channel's messages, always oldest first. Refused: NOT_FOUND (channel, or the
   * anchor is of no message that ever was in it).
   *
   * @param replies whether those in threads are in it too
   */
  public Outcome<Page<Message>> messages(
      String userId, String channelId, Paging paging, boolean replies) {
    MessageRange.Kind kind = replies ? MessageRange.Kind.ALL : MessageRange.Kind.LISTED;
    return inSight(
        userId,
        channelId,
        (reader, channel) ->
            isIn(reader, channel, paging.anchorId())
                ? new Outcome.Done<>(Pages.read(reader, kind, channel.id(), paging))
                : Outcome.refused(Reason.NOT_FOUND));
  }

  private static boolean isIn(ChatReader reader, Channel channel, @Nullable String anchorId) {
    return anchorId == null
        || reader
            .message(anchorId)
            .filter(message -> message.channelId().equals(channel.id()))
            .isPresent();
  }

  /** One message; a deleted one too, without its text. Refused: NOT_FOUND. */
  public Outcome<Message> message(String userId, MessageRef ref) {
    return commits.read(reader ->
        Sight.of(reader, userId, ref)
            .<Outcome<Message>>map(seen -> new Outcome.Done<>(seen.message()))
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  /** The pinned messages, latest first. Refused: NOT_FOUND. */
  public Outcome<List<Message>> pins(String userId, String channelId) {
    return inSight(
        userId,
        channelId,
        (reader, channel) -> new Outcome.Done<>(reader.pins(channel.id(), MAX_PINS)));
  }

  /**
   * Messages that have all words of the text, latest first, in whatever the user may read. Refused:
   * NOT_FOUND (workspace), INVALID ("q").
   *
   * @param channelId only there, or null
   * @param paging older ones only
   */
  public Outcome<Page<Message>> search(
      String userId, String workspaceId, String text, @Nullable String channelId, Paging paging) {
    List<String> words = words(text);
    if (words.isEmpty()) {
      return Outcome.invalid("q", Texts.BLANK);
    }
    String workspace = Ids.read(workspaceId);
    String channel = channelId == null ? null : Ids.read(channelId);
    return commits.read(reader ->
        reader
            .workspaceMember(workspace, userId)
            .<Outcome<Page<Message>>>map(member ->
                new Outcome.Done<>(
                    Pages.cut(
                        reader.search(
                            new MessageSearch(
                                member, words, channel, paging.anchorId(), paging.limit() + 1)),
                        paging.limit())))
            .orElse(Outcome.refused(Reason.NOT_FOUND)));
  }

  private static List<String> words(String text) {
    return NO_WORD
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .limit(MAX_WORDS)
        .toList();
  }

  /**
   * What moderators did, latest first, for the workspace's admins. Refused: NOT_FOUND, FORBIDDEN.
   */
  public Outcome<Page<AuditEntry>> audit(String userId, String workspaceId, Paging paging) {
    String workspace = Ids.read(workspaceId);
    return commits.read(reader -> {
      Optional<WorkspaceMember> member = reader.workspaceMember(workspace, userId);
      if (member.isEmpty()) {
        return Outcome.refused(Reason.NOT_FOUND);
      }
      return member.get().role().moderates()
          ? new Outcome.Done<>(
              Pages.cut(
                  reader.audit(workspace, paging.anchorId(), paging.limit() + 1), paging.limit()))
          : Outcome.refused(Reason.FORBIDDEN);
    });
  }
}
