package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes channels: the rules behind {@link ChatChannels}. */
final class NewChannels {
  private static final int MAX_OTHERS = 8;

  private NewChannels() {}

  static Outcome<Channel> create(Writing w, CreateChannel command) {
    String workspaceId = Ids.read(command.workspaceId());
    Optional<WorkspaceMember> maker = w.tx().workspaceMember(workspaceId, command.userId());
    if (maker.isEmpty()) {
      return Outcome.refused(Reason.NOT_FOUND);
    }
    if (maker.get().isGuest()) {
      return Outcome.refused(Reason.FORBIDDEN);
    }
    Texts texts = new Texts();
    Channel.Profile profile = ChannelProfiles.check(texts, command.profile());
    if (!texts.areFine()) {
      return texts.refused();
    }
    return w.tx().channelByName(workspaceId, profile.name()).isPresent()
        ? Outcome.refused(Reason.NAME_TAKEN)
        : new Outcome.Done<>(
            open(
                w,
                new Channel(
                    w.newId(),
                    workspaceId,
                    command.type(),
                    profile,
                    null,
                    Channel.Settings.DEFAULT,
                    Channel.State.created(command.userId(), w.nowMillis())),
                List.of(maker.get().person())));
  }

  static Outcome<Channel> openDirect(
      Writing w, String userId, String workspaceId, List<String> others) {
    Set<String> all = new TreeSet<>(others);
    all.remove(userId);
    if (all.isEmpty() || all.size() > MAX_OTHERS) {
      return Outcome.invalid("user_ids", "should have 1 to " + MAX_OTHERS + " other user(s)");
    }
    List<Person> people = new ArrayList<>();
    for (String id : Stream.concat(Stream.of(userId), all.stream()).toList()) {
      Optional<WorkspaceMember> member = w.tx().workspaceMember(workspaceId, id);
      if (member.isEmpty()) {
        return Outcome.refused(Reason.NOT_FOUND);
      }
      people.add(member.get().person());
    }
    all.add(userId);
    String key = String.join(" ", all);
    Optional<Channel> known = w.tx().directChannel(workspaceId, key);
    return known.isPresent()
        ? new Outcome.Already<>(known.get())
        : new Outcome.Done<>(
            open(
                w,
                new Channel(
                    w.newId(),
                    workspaceId,
                    Channel.Type.DIRECT,
                    new Channel.Profile("", null, null),
                    key,
                    Channel.Settings.DEFAULT,
                    Channel.State.created(userId, w.nowMillis())),
                people));
  }

  /** Stores a new channel with its first members; the maker is the first of them. */
  private static Channel open(Writing w, Channel channel, List<Person> members) {
    w.tx().insertChannel(channel);
    boolean direct = channel.type() == Channel.Type.DIRECT;
    Channel now = channel;
    for (Person person : members) {
      boolean owns = !direct && person.equals(members.getFirst());
      w.enter(now, person, owns ? Role.OWNER : Role.MEMBER);
      now = w.tx().channel(channel.id()).orElseThrow();
    }
    w.tell(new WorkspaceEvent.ChannelCreated(channel.state().createdBy(), now));
    return now;
  }
}
