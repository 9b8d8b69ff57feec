package dev.carillon.chat;

import dev.carillon.chat.model.AuditEntry;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatTransaction;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.WorkspaceEvent;
import java.util.ArrayList;
import java.util.List;

/** One transaction in progress, and what shall be told of it when it is durable. */
final class Writing {
  private final ChatTransaction tx;
  private final long nowMillis;
  private final Commits commits;
  private final List<Told> told = new ArrayList<>();

  Writing(ChatTransaction tx, long nowMillis, Commits commits) {
    this.tx = tx;
    this.nowMillis = nowMillis;
    this.commits = commits;
  }

  ChatTransaction tx() {
    return tx;
  }

  long nowMillis() {
    return nowMillis;
  }

  ChatSettings settings() {
    return commits.settings();
  }

  List<Told> told() {
    return List.copyOf(told);
  }

  String newId() {
    return Ids.next(nowMillis, commits.random());
  }

  String newIdAfter(String last) {
    return Ids.nextAfter(last, nowMillis, commits.random());
  }

  /** The next id of a channel's messages. */
  String newMessageId(Channel channel) {
    return Ids.nextAfter(channel.state().lastId(), nowMillis, commits.random());
  }

  /**
   * Gives the change of a channel the channel's next number, keeps it and will tell it.
   *
   * @param channel with all else that the change did to its state
   * @return the channel as it is now
   */
  Channel record(Channel channel, String actorId, ChatEvent.Change change) {
    Channel.State state = channel.state().withLastSeq(channel.lastSeq() + 1);
    tx.updateChannelState(channel.id(), state);
    ChatEvent event =
        new ChatEvent(
            channel.workspaceId(), channel.id(), state.lastSeq(), nowMillis, actorId, change);
    tx.insertEvent(event);
    told.add(new Told.OfChannel(event));
    return channel.with(state);
  }

  void tell(WorkspaceEvent event) {
    told.add(new Told.OfWorkspace(event));
  }

  void tell(ReadMark mark) {
    told.add(new Told.OfReader(mark));
  }

  void audit(String workspaceId, String actorId, String action, String target) {
    tx.insertAudit(new AuditEntry(newId(), workspaceId, nowMillis, actorId, action, target, null));
  }

  /** Makes a user, who is none yet, a member of a channel; what was said before counts as read. */
  ChannelMember enter(Channel channel, Person person, Role role) {
    ChannelMember member =
        ChannelMember.entered(
            channel.id(), person, role, nowMillis, channel.state().lastMessageId());
    tx.putMember(member);
    int count = channel.state().memberCount() + 1;
    record(
        channel.with(channel.state().withMemberCount(count)),
        person.id(),
        new ChatEvent.MemberJoined(person, role, count));
    return member;
  }

  /** Ends a membership that there is. */
  Channel exit(Channel channel, String userId, String actorId, ChatEvent.Departure departure) {
    tx.deleteMember(channel.id(), userId);
    int count = channel.state().memberCount() - 1;
    return record(
        channel.with(channel.state().withMemberCount(count)),
        actorId,
        new ChatEvent.MemberLeft(userId, departure, count));
  }
}
