package dev.carillon.chat;

import dev.carillon.chat.model.AuditEntry;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatTransaction;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Invite;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageEdit;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.MessageSearch;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.ThreadMark;
import dev.carillon.chat.model.Unread;
import dev.carillon.chat.model.Upload;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One state of the chat in maps, looked through from end to end: slow, and easy to believe. */
final class MemoryChat implements ChatTransaction {
  private final Map<String, Person> people = new TreeMap<>();
  private final Map<String, Workspace> workspaces = new TreeMap<>();
  private final Map<String, WorkspaceMember> workspaceMembers = new TreeMap<>();
  private final Map<String, Channel> channels = new TreeMap<>();
  private final Map<String, ChannelMember> members = new TreeMap<>();
  private final Map<String, Message> messages = new TreeMap<>();
  private final Map<String, MessageEdit> edits = new TreeMap<>();
  private final Map<String, Reaction> reactions = new TreeMap<>();
  private final Map<String, Replier> repliers = new TreeMap<>();
  private final Map<String, Send> sends = new TreeMap<>();
  private final Map<String, ChatEvent> events = new TreeMap<>();
  private final Map<String, Invite> invites = new TreeMap<>();
  private final Map<String, Upload> uploads = new TreeMap<>();
  private final Map<String, AuditEntry> audits = new TreeMap<>();

  private final MemoryThreadMarks threadMarks = new MemoryThreadMarks();

  private record Send(String messageId, long atMillis) {}

  private record Replier(String threadId, String userId, int replies, String firstReplyId) {}

  MemoryChat copy() {
    MemoryChat copy = new MemoryChat();
    copy.people.putAll(people);
    copy.workspaces.putAll(workspaces);
    copy.workspaceMembers.putAll(workspaceMembers);
    copy.channels.putAll(channels);
    copy.members.putAll(members);
    copy.messages.putAll(messages);
    copy.edits.putAll(edits);
    copy.reactions.putAll(reactions);
    copy.repliers.putAll(repliers);
    copy.sends.putAll(sends);
    copy.events.putAll(events);
    copy.invites.putAll(invites);
    copy.uploads.putAll(uploads);
    copy.audits.putAll(audits);
    threadMarks.copyTo(copy.threadMarks);
    return copy;
  }

  private static String key(Object... parts) {
    return String.join("/", Arrays.stream(parts).map(String::valueOf).toList());
  }

  private static String seqKey(String id, long seq) {
    return key(id, String.format(Locale.ROOT, "%012d", seq));
  }

  @Override
  public Optional<Person> person(String userId) {
    return Optional.ofNullable(people.get(userId));
  }

  @Override
  public Optional<Person> personByHandle(String handle) {
    return people.values().stream().filter(p -> p.handle().equals(handle)).findFirst();
  }

  @Override
  public Optional<Workspace> workspace(String workspaceId) {
    return Optional.ofNullable(workspaces.get(workspaceId));
  }

  @Override
  public List<Workspace> workspacesOf(String userId) {
    return workspaces.values().stream()
        .filter(w -> !w.isDeleted() && workspaceMember(w.id(), userId).isPresent())
        .toList();
  }

  private WorkspaceMember fresh(WorkspaceMember m) {
    Person person = Objects.requireNonNull(people.get(m.person().id()));
    return new WorkspaceMember(m.workspaceId(), person, m.role(), m.joinedAtMillis());
  }

  @Override
  public Optional<WorkspaceMember> workspaceMember(String workspaceId, String userId) {
    return Optional.ofNullable(workspaceMembers.get(key(workspaceId, userId))).map(this::fresh);
  }

  @Override
  public List<WorkspaceMember> workspaceMembers(
      String workspaceId, @Nullable String afterUserId, int limit) {
    return workspaceMembers.values().stream()
        .filter(m -> m.workspaceId().equals(workspaceId))
        .filter(m -> afterUserId == null || m.person().id().compareTo(afterUserId) > 0)
        .map(this::fresh)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Channel> channel(String channelId) {
    return Optional.ofNullable(channels.get(channelId));
  }

  @Override
  public Optional<Channel> channelByName(String workspaceId, String name) {
    return channelsOf(workspaceId)
        .filter(c -> c.type() != Channel.Type.DIRECT && !c.isArchived())
        .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private Stream<Channel> channelsOf(String workspaceId) {
    return channels.values().stream().filter(c -> c.workspaceId().equals(workspaceId));
  }

  @Override
  public Optional<Channel> directChannel(String workspaceId, String dmKey) {
    return channelsOf(workspaceId).filter(c -> dmKey.equals(c.dmKey())).findFirst();
  }

  @Override
  public List<Channel> publicChannels(String workspaceId) {
    return channelsOf(workspaceId).filter(Channel::isPublic).toList();
  }

  @Override
  public List<Channel> channelsOf(String workspaceId, String userId) {
    return channelsOf(workspaceId).filter(c -> member(c.id(), userId).isPresent()).toList();
  }

  private ChannelMember fresh(ChannelMember m) {
    return new ChannelMember(
        m.channelId(),
        Objects.requireNonNull(people.get(m.userId())),
        m.role(),
        m.joinedAtMillis(),
        m.lastReadId(),
        m.lastSentAtMillis(),
        m.attention());
  }

  @Override
  public Optional<ChannelMember> member(String channelId, String userId) {
    return Optional.ofNullable(members.get(key(channelId, userId))).map(this::fresh);
  }

  @Override
  public List<ChannelMember> members(String channelId, @Nullable String afterUserId, int limit) {
    return members.values().stream()
        .filter(m -> m.channelId().equals(channelId))
        .filter(m -> afterUserId == null || m.userId().compareTo(afterUserId) > 0)
        .map(this::fresh)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Message> message(String messageId) {
    return Optional.ofNullable(messages.get(messageId)).map(this::complete);
  }

  private Message complete(Message m) {
    List<Reaction> own =
        reactions.values().stream().filter(r -> r.messageId().equals(m.id())).toList();
    return new Message(
        m.id(),
        m.channelId(),
        m.seq(),
        Objects.requireNonNull(people.get(m.author().id())),
        m.body(),
        m.place(),
        own,
        m.state());
  }

  @Override
  public List<Message> messages(MessageRange range) {
    boolean older = range.direction() == MessageRange.Direction.OLDER;
    String anchor = range.anchorId() != null ? range.anchorId() : older ? Ids.LAST : Ids.NIL;
    Comparator<Message> order = Comparator.comparing(Message::id);
    return alive()
        .filter(m -> isIn(range, m))
        .filter(m -> older ? m.id().compareTo(anchor) < 0 : m.id().compareTo(anchor) > 0)
        .sorted(older ? order.reversed() : order)
        .limit(range.limit())
        .map(this::complete)
        .toList();
  }

  private Stream<Message> alive() {
    return messages.values().stream().filter(m -> !m.isDeleted());
  }

  private static boolean isIn(MessageRange range, Message m) {
    return switch (range.kind()) {
      case LISTED -> m.channelId().equals(range.ofId()) && m.place().isListed();
      case ALL -> m.channelId().equals(range.ofId());
      case THREAD -> range.ofId().equals(m.threadId());
    };
  }

  @Override
  public Optional<Unread> unreadOf(String channelId, String userId) {
    return member(channelId, userId).map(this::unread);
  }

  private Unread unread(ChannelMember member) {
    String last = member.lastReadId() == null ? "" : member.lastReadId();
    List<Message> unread =
        alive()
            .filter(m -> m.channelId().equals(member.channelId()) && m.place().isListed())
            .filter(m -> m.id().compareTo(last) > 0)
            .toList();
    String me = member.userId();
    long mentions = unread.stream().filter(m -> m.mentions().contains(me)).count();
    long count = unread.stream().filter(m -> !m.author().id().equals(me)).count();
    return new Unread(
        member.channelId(),
        (int) Math.min(count, Unread.MAX),
        (int) Math.min(mentions, Unread.MAX),
        member.lastReadId(),
        Objects.requireNonNull(channels.get(member.channelId())).state().lastMessageId(),
        member.attention());
  }

  @Override
  public List<Unread> unread(String workspaceId, String userId) {
    return channelsOf(workspaceId, userId).stream()
        .map(c -> unreadOf(c.id(), userId).orElseThrow())
        .toList();
  }

  @Override
  public List<Person> repliers(String threadId, int limit) {
    return repliers.values().stream()
        .filter(r -> r.threadId().equals(threadId))
        .sorted(Comparator.comparing(Replier::firstReplyId))
        .limit(limit)
        .map(r -> Objects.requireNonNull(people.get(r.userId())))
        .toList();
  }

  @Override
  public Optional<ThreadMark> threadMark(String threadId, String userId) {
    return threadMarks.find(threadId, userId);
  }

  @Override
  public int unreadReplies(ThreadMark mark) {
    return MemoryThreadMarks.unread(mark, alive());
  }

  @Override
  public List<ThreadMark> followed(String workspaceId, String userId, int limit) {
    List<String> ids = channelsOf(workspaceId).map(Channel::id).toList();
    return threadMarks.followed(
        userId, id -> message(id).filter(m -> ids.contains(m.channelId())), limit);
  }

  @Override
  public void putThreadMark(ThreadMark mark) {
    threadMarks.put(mark);
  }

  @Override
  public List<Message> pins(String channelId, int limit) {
    return alive()
        .filter(m -> m.channelId().equals(channelId) && m.isPinned())
        .sorted(
            Comparator.comparing((Message m) -> Objects.requireNonNull(m.state().pinnedAtMillis()))
                .thenComparing(Message::id)
                .reversed())
        .limit(limit)
        .map(this::complete)
        .toList();
  }

  @Override
  public List<MessageEdit> edits(String messageId) {
    return edits.values().stream().filter(e -> e.messageId().equals(messageId)).toList();
  }

  @Override
  public List<Message> search(MessageSearch search) {
    String end = search.beforeId() == null ? Ids.LAST : search.beforeId();
    return alive()
        .filter(m -> search.channelId() == null || m.channelId().equals(search.channelId()))
        .filter(m -> m.id().compareTo(end) < 0)
        .filter(m -> mayRead(search.reader(), Objects.requireNonNull(channels.get(m.channelId()))))
        .filter(m -> MemorySearch.matches(m.content(), search.words()))
        .sorted(Comparator.comparing(Message::id).reversed())
        .limit(search.limit())
        .map(this::complete)
        .toList();
  }

  private boolean mayRead(WorkspaceMember reader, Channel channel) {
    return channel.workspaceId().equals(reader.workspaceId())
        && (member(channel.id(), reader.person().id()).isPresent()
            || (channel.isPublic() && reader.role() != Role.GUEST));
  }

  @Override
  public Optional<Reaction> reaction(String reactionId) {
    return Optional.ofNullable(reactions.get(reactionId));
  }

  @Override
  public Optional<String> sentBefore(
      String channelId, String userId, String key, long sinceMillis) {
    return Optional.ofNullable(sends.get(key(channelId, userId, key)))
        .filter(send -> send.atMillis() >= sinceMillis)
        .map(Send::messageId);
  }

  @Override
  public List<ChatEvent> events(String channelId, long afterSeq, int limit) {
    return events.values().stream()
        .filter(e -> e.channelId().equals(channelId) && e.seq() > afterSeq)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Invite> invite(String code) {
    return Optional.ofNullable(invites.get(code));
  }

  @Override
  public List<Invite> invites(String workspaceId) {
    return invites.values().stream().filter(i -> i.workspaceId().equals(workspaceId)).toList();
  }

  @Override
  public Optional<Upload> upload(String uploadId) {
    return Optional.ofNullable(uploads.get(uploadId));
  }

  @Override
  public long uploadedBytes(String userId) {
    return uploads.values().stream()
        .filter(u -> u.uploaderId().equals(userId))
        .mapToLong(u -> u.attachment().sizeBytes())
        .sum();
  }

  @Override
  public List<AuditEntry> audit(String workspaceId, @Nullable String beforeId, int limit) {
    return audits.values().stream()
        .filter(a -> a.workspaceId().equals(workspaceId))
        .filter(a -> beforeId == null || a.id().compareTo(beforeId) < 0)
        .sorted(Comparator.comparing(AuditEntry::id).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Channel> lockChannel(String channelId) {
    return channel(channelId);
  }

  @Override
  public void putPerson(Person person) {
    people.put(person.id(), person);
  }

  @Override
  public void insertWorkspace(Workspace workspace) {
    workspaces.put(workspace.id(), workspace);
  }

  @Override
  public void updateWorkspace(Workspace workspace) {
    workspaces.put(workspace.id(), workspace);
  }

  @Override
  public void deleteMembersOf(String workspaceId) {
    workspaceMembers.values().removeIf(m -> m.workspaceId().equals(workspaceId));
    for (Channel channel : channelsOf(workspaceId).toList()) {
      members.values().removeIf(m -> m.channelId().equals(channel.id()));
      channels.put(channel.id(), channel.with(channel.state().withMemberCount(0)));
    }
  }

  @Override
  public void putWorkspaceMember(WorkspaceMember member) {
    workspaceMembers.put(key(member.workspaceId(), member.person().id()), member);
  }

  @Override
  public void deleteWorkspaceMember(String workspaceId, String userId) {
    workspaceMembers.remove(key(workspaceId, userId));
  }

  @Override
  public void insertChannel(Channel channel) {
    channels.put(channel.id(), channel);
  }

  @Override
  public void updateChannel(Channel channel) {
    channels.put(channel.id(), channel);
  }

  @Override
  public void updateChannelState(String channelId, Channel.State state) {
    channels.computeIfPresent(channelId, (_, channel) -> channel.with(state));
  }

  @Override
  public void putMember(ChannelMember member) {
    members.put(key(member.channelId(), member.userId()), member);
  }

  @Override
  public void deleteMember(String channelId, String userId) {
    members.remove(key(channelId, userId));
  }

  @Override
  public void insertMessage(Message message) {
    messages.put(message.id(), message);
  }

  @Override
  public void updateMessage(Message message) {
    messages.put(message.id(), message);
  }

  @Override
  public void updateMessageState(String messageId, Message.State state) {
    messages.computeIfPresent(messageId, (_, m) -> m.with(m.body(), state));
  }

  @Override
  public void addReplies(String threadId, String userId, int difference, String replyId) {
    repliers.compute(
        key(threadId, userId),
        (_, old) -> {
          Replier next =
              old == null
                  ? new Replier(threadId, userId, difference, replyId)
                  : new Replier(threadId, userId, old.replies() + difference, old.firstReplyId());
          return next.replies() <= 0 ? null : next;
        });
  }

  @Override
  public void insertEdit(MessageEdit edit) {
    edits.put(seqKey(edit.messageId(), edit.seq()), edit);
  }

  @Override
  public void deleteEdits(String messageId) {
    edits.values().removeIf(e -> e.messageId().equals(messageId));
  }

  @Override
  public void insertReaction(Reaction reaction) {
    reactions.put(reaction.id(), reaction);
  }

  @Override
  public void deleteReaction(Reaction reaction) {
    reactions.remove(reaction.id());
  }

  @Override
  public void rememberSend(
      String channelId, String userId, String key, String messageId, long nowMillis) {
    sends.put(key(channelId, userId, key), new Send(messageId, nowMillis));
  }

  @Override
  public void insertEvent(ChatEvent event) {
    events.put(seqKey(event.channelId(), event.seq()), event);
  }

  @Override
  public void replaceEvent(ChatEvent event) {
    events.replace(seqKey(event.channelId(), event.seq()), event);
  }

  @Override
  public void insertInvite(Invite invite) {
    invites.put(invite.code(), invite);
  }

  @Override
  public void updateInvite(Invite invite) {
    invites.put(invite.code(), invite);
  }

  @Override
  public void deleteInvite(String code) {
    invites.remove(code);
  }

  @Override
  public void insertUpload(Upload upload) {
    uploads.put(upload.attachment().id(), upload);
  }

  @Override
  public void bindUpload(String uploadId, @Nullable String channelId, @Nullable String messageId) {
    uploads.computeIfPresent(
        uploadId,
        (_, u) ->
            new Upload(
                u.attachment(),
                u.uploaderId(),
                u.storageKey(),
                u.sha256(),
                channelId,
                messageId,
                u.createdAtMillis()));
  }

  @Override
  public void deleteUpload(String uploadId) {
    uploads.remove(uploadId);
  }

  @Override
  public List<Upload> orphans(long beforeMillis, int limit) {
    return uploads.values().stream()
        .filter(u -> u.messageId() == null && u.createdAtMillis() < beforeMillis)
        .sorted(Comparator.comparingLong(Upload::createdAtMillis))
        .limit(limit)
        .toList();
  }

  @Override
  public void insertAudit(AuditEntry entry) {
    audits.put(entry.id(), entry);
  }

  @Override
  public int forgetSends(long beforeMillis, int limit) {
    List<String> gone =
        sends.entrySet().stream()
            .filter(e -> e.getValue().atMillis() < beforeMillis)
            .map(Map.Entry::getKey)
            .limit(limit)
            .toList();
    gone.forEach(sends::remove);
    return gone.size();
  }

  @Override
  public int forgetEvents(long beforeMillis, int limit) {
    List<ChatEvent> gone =
        events.values().stream().filter(e -> e.atMillis() < beforeMillis).limit(limit).toList();
    gone.forEach(e -> events.remove(seqKey(e.channelId(), e.seq())));
    return gone.size();
  }

  @Override
  public int forgetEventsBeyond(int keptPerChannel, int limit) {
    int before = events.size();
    for (Channel channel : channels.values()) {
      events.values().stream()
          .filter(e -> e.channelId().equals(channel.id()))
          .filter(e -> e.seq() <= channel.lastSeq() - keptPerChannel)
          .limit(limit)
          .toList()
          .forEach(e -> events.remove(seqKey(e.channelId(), e.seq())));
    }
    return before - events.size();
  }
}
