package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import java.util.Optional;

/** Who comes into a channel and who goes: the rules behind {@link ChatChannels}. */
final class Memberships {
  private Memberships() {}

  static Outcome<ChannelMember> join(Writing w, String userId, String channelId) {
    Optional<Channel> found = w.tx().lockChannel(channelId);
    if (found.isEmpty()) {
      return Outcome.refused(Reason.ACCESS_DENIED);
    }
    Channel channel = found.get();
    Optional<ChannelMember> member = w.tx().member(channelId, userId);
    if (member.isPresent()) {
      return new Outcome.Already<>(member.get());
    }
    if (!Sight.isOpenTo(w.tx(), userId, channel)) {
      return Outcome.refused(Reason.ACCESS_DENIED);
    }
    Person person = w.tx().person(userId).orElseThrow();
    return channel.isArchived()
        ? Outcome.refused(Reason.ARCHIVED)
        : new Outcome.Done<>(w.enter(channel, person, Role.MEMBER));
  }

  static Outcome<Channel> leave(Writing w, String userId, String channelId) {
    Optional<Sight.Seen> seen =
        w.tx().lockChannel(channelId).flatMap(channel -> Sight.of(w.tx(), userId, channel));
    if (seen.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    Channel channel = seen.get().channel();
    if (seen.get().member() == null) {
      return new Outcome.Already<>(channel);
    }
    return channel.type() == Channel.Type.DIRECT
        ? Outcome.refused(Reason.FORBIDDEN)
        : new Outcome.Done<>(w.exit(channel, userId, userId, ChatEvent.Departure.LEFT));
  }

  static Outcome<ChannelMember> addMember(Writing w, Entry.Open open, String newMemberId) {
    Channel channel = open.channel();
    if (channel.type() == Channel.Type.DIRECT) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    Optional<ChannelMember> known = w.tx().member(channel.id(), newMemberId);
    if (known.isPresent()) {
      return new Outcome.Already<>(known.get());
    }
    return w.tx()
        .workspaceMember(channel.workspaceId(), newMemberId)
        .<Outcome<ChannelMember>>map(
            place -> new Outcome.Done<>(w.enter(channel, place.person(), Role.MEMBER)))
        .orElse(Outcome.refused(Reason.NOT_FOUND));
  }

  static Outcome<Channel> removeMember(Writing w, Entry.Open open, String memberId) {
    Channel channel = open.channel();
    String userId = open.member().userId();
    if (channel.type() == Channel.Type.DIRECT || !Sight.moderates(w.tx(), userId, open.seen())) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    Optional<ChannelMember> member = w.tx().member(channel.id(), memberId);
    if (member.isEmpty()) {
      return new Outcome.Already<>(channel);
    }
    if (member.get().role() == Role.OWNER && open.member().role() != Role.OWNER) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    w.audit(channel.workspaceId(), userId, "channel.member.remove", memberId);
    return new Outcome.Done<>(w.exit(channel, memberId, userId, ChatEvent.Departure.REMOVED));
  }
}
