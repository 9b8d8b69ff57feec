package dev.carillon.chat;

import static dev.carillon.chat.ChatWorld.GUEST;
import static dev.carillon.chat.ChatWorld.JANE;
import static dev.carillon.chat.ChatWorld.JOHN;
import static dev.carillon.chat.ChatWorld.OWNER;
import static dev.carillon.chat.ChatWorld.STRANGER;
import static dev.carillon.chat.ChatWorld.already;
import static dev.carillon.chat.ChatWorld.done;
import static dev.carillon.chat.ChatWorld.refusal;
import static dev.carillon.chat.ChatWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.Attention;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Invite;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.Unread;
import dev.carillon.chat.model.Upload;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workspaces, channels, people, invitations, reading and forgetting. */
public abstract class ChatPlacesContract {
  private static final long DAY = 24L * 60 * 60 * 1_000;

  private ChatWorld world;
  private Chat chat;

  protected abstract ChatStore store();

  @BeforeEach
  void open() {
    world = new ChatWorld(store());
    chat = world.chat;
  }

  @Test
  void joiningAPublicChannelIsToldOnceAndFreesFromTheUnreadPast() {
    world.send(JOHN, "before");
    List<Outcome<ChannelMember>> answers = new ArrayList<>();
    String lobby = world.channel("lobby", Channel.Type.PUBLIC).id();
    done(world.trySend(SendMessage.text(lobby, OWNER, "old")));
    world.forget();

    ChannelMember member = done(chat.channels().join(JOHN, lobby, world.now(), answers::add));

    assertThat(already(chat.channels().join(JOHN, lobby, world.now(), answers::add)))
        .isEqualTo(member);
    assertThat(answers).hasSize(2);
    assertThat(world.events())
        .extracting(ChatEvent::change)
        .containsExactly(new ChatEvent.MemberJoined(member.person(), Role.MEMBER, 2));
    ChannelSnapshot snapshot = done(chat.history().snapshot(JOHN, lobby, 50));
    assertThat(snapshot.unread().count()).isZero();
    assertThat(snapshot.messages().items()).extracting(Message::content).containsExactly("old");
    assertThat(snapshot.channel().lastSeq()).isEqualTo(world.events().getLast().seq());
    assertThat(snapshot.channel().state().memberCount()).isEqualTo(2);
    assertThat(snapshot.editWindowSeconds()).isEqualTo(300);
  }

  @Test
  void aSnapshotHasAsManyAsWereAskedForAndSaysWhetherThereAreMore() {
    IntStream.range(0, 5).forEach(i -> world.send(JOHN, "m" + i));

    Page<Message> three = done(chat.history().snapshot(JANE, world.general, 3)).messages();
    assertThat(three.items()).extracting(Message::content).containsExactly("m2", "m3", "m4");
    assertThat(three.hasMore()).isTrue();
    assertThat(done(chat.history().snapshot(JANE, world.general, 5)).messages().hasMore())
        .isFalse();
    assertThat(done(chat.history().snapshot(JANE, world.general, 0)).messages())
        .isEqualTo(new Page<Message>(List.of(), true));
  }

  @Test
  void pagesGoBothWaysAndBeginAtDeletedMessagesToo() {
    List<Message> sent = IntStream.range(0, 6).mapToObj(i -> world.send(JOHN, "m" + i)).toList();
    done(chat.messages().delete(JOHN, world.ref(sent.get(3)), world.now(), _ -> {}));
    String anchor = sent.get(3).id();

    assertThat(page(Paging.before(anchor, 2))).containsExactly("m1", "m2");
    assertThat(page(Paging.after(anchor, 10))).containsExactly("m4", "m5");
    assertThat(page(Paging.before(sent.getFirst().id(), 5))).isEmpty();
    assertThat(page(Paging.after(sent.getFirst().id(), 2))).containsExactly("m1", "m2");
    assertThat(
            refused(
                chat.history().messages(JANE, world.general, Paging.before("unknown", 5), false)))
        .isEqualTo(Reason.NOT_FOUND);
  }

  private List<String> page(Paging paging) {
    return done(chat.history().messages(JANE, world.general, paging, false)).items().stream()
        .map(Message::content)
        .toList();
  }

  @Test
  void aNameIsTakenOnceWhateverItsCaseUntilTheChannelEnds() {
    assertThat(refused(create("General"))).isEqualTo(Reason.NAME_TAKEN);
    assertThat(refusal(create(" ")).errors()).isEqualTo(Map.of("name", List.of("can't be blank")));
    assertThat(refusal(create("x".repeat(81))).errors()).containsKey("name");
    done(chat.channels().archive(OWNER, world.general, world.now(), _ -> {}));

    assertThat(already(chat.channels().archive(OWNER, world.general, world.now(), _ -> {})))
        .isNotNull();
    assertThat(done(create("General")).name()).isEqualTo("General");
    assertThat(world.workspaceEvents().getLast()).isInstanceOf(WorkspaceEvent.ChannelCreated.class);
  }

  @Test
  void anEndedChannelIsOpenedAgainUnlessItsNameIsTaken() {
    done(chat.channels().archive(OWNER, world.general, world.now(), _ -> {}));
    assertThat(refused(unarchive(JOHN))).isEqualTo(Reason.FORBIDDEN);
    assertThat(refused(unarchive(STRANGER))).isEqualTo(Reason.NOT_FOUND);

    Channel opened = done(unarchive(OWNER));

    assertThat(opened.isArchived()).isFalse();
    assertThat(world.events().getLast().change()).isEqualTo(new ChatEvent.ChannelUpdated(opened));
    assertThat(already(unarchive(OWNER))).isEqualTo(opened);
    world.send(JOHN, "we are back");
    assertThat(refused(create("general"))).isEqualTo(Reason.NAME_TAKEN);
    done(chat.channels().archive(OWNER, world.general, world.now(), _ -> {}));
    done(create("general"));
    assertThat(refused(unarchive(OWNER))).isEqualTo(Reason.NAME_TAKEN);
  }

  private Outcome<Channel> unarchive(String userId) {
    return chat.channels().unarchive(userId, world.general, world.now(), _ -> {});
  }

  @Test
  void aMemberChoosesWhatHeOrSheIsTold() {
    Attention quiet = new Attention(Attention.Level.MENTIONS, world.now() + DAY);
    assertThat(done(chat.markers().attention(JOHN, world.general))).isEqualTo(Attention.DEFAULT);

    assertThat(done(attend(JOHN, quiet))).isEqualTo(quiet);

    assertThat(already(attend(JOHN, quiet))).isEqualTo(quiet);
    world.send(JOHN, "reading and writing leave it");
    assertThat(done(chat.markers().attention(JOHN, world.general))).isEqualTo(quiet);
    assertThat(done(chat.markers().unread(JOHN, world.workspaceId)))
        .extracting(Unread::attention)
        .contains(quiet);
    assertThat(done(chat.markers().attention(JANE, world.general))).isEqualTo(Attention.DEFAULT);
    assertThat(refused(attend(STRANGER, quiet))).isEqualTo(Reason.NOT_FOUND);
    String lobby = world.channel("lobby", Channel.Type.PUBLIC).id();
    assertThat(refused(chat.markers().attend(JOHN, lobby, quiet, world.now())))
        .isEqualTo(Reason.FORBIDDEN);
  }

  private Outcome<Attention> attend(String userId, Attention attention) {
    return chat.markers().attend(userId, world.general, attention, world.now());
  }

  @Test
  void theFilesOfAUserTakeNoMoreThanTheirQuota() {
    assertThat(done(upload(JOHN, 60)).attachment().sizeBytes()).isEqualTo(60);
    assertThat(refused(upload(JOHN, 41))).isEqualTo(Reason.QUOTA_EXCEEDED);
    done(upload(JOHN, 40));
    done(upload(JANE, 100));

    assertThat(chat.uploads().usedBytes(JOHN)).isEqualTo(100);
    assertThat(chat.uploads().sweep(world.now() + 2 * DAY)).hasSize(3);
    assertThat(chat.uploads().usedBytes(JOHN)).isZero();
  }

  /** Of a quota of 100 bytes. */
  private Outcome<Upload> upload(String userId, int sizeBytes) {
    String id = chat.uploads().newId(world.now());
    Attachment file = new Attachment(id, "a.txt", "text/plain", sizeBytes, null, null, false);
    return chat.uploads().add(new Upload(file, userId, id, "sha", null, null, world.now()), 100);
  }

  private Outcome<Channel> create(String name) {
    Channel.Profile profile = new Channel.Profile(name, null, null);
    CreateChannel wanted = new CreateChannel(world.workspaceId, JOHN, Channel.Type.PUBLIC, profile);
    return chat.channels().create(wanted, world.now(), _ -> {});
  }

  @Test
  void membersSetTheTopicAndModeratorsTheRest() {
    UpdateChannel topic = new UpdateChannel(null, null, "Lunch", null);
    UpdateChannel name = new UpdateChannel("lobby", null, null, null);

    Channel changed = done(update(JOHN, topic));

    assertThat(changed.profile()).isEqualTo(new Channel.Profile("general", null, "Lunch"));
    assertThat(world.events().getLast().change()).isEqualTo(new ChatEvent.ChannelUpdated(changed));
    assertThat(done(chat.channels().get(JANE, world.general))).isEqualTo(changed);
    assertThat(already(update(JOHN, topic))).isEqualTo(changed);
    assertThat(refused(update(JOHN, name))).isEqualTo(Reason.FORBIDDEN);
    assertThat(done(update(OWNER, name)).name()).isEqualTo("lobby");
    assertThat(refused(chat.channels().archive(JOHN, world.general, world.now(), _ -> {})))
        .isEqualTo(Reason.FORBIDDEN);
  }

  private Outcome<Channel> update(String userId, UpdateChannel change) {
    return chat.channels().update(userId, world.general, change, world.now(), _ -> {});
  }

  @Test
  void slowModeMakesMembersWaitAndReadOnlyKeepsThemOut() {
    done(update(OWNER, new UpdateChannel(null, null, null, new Channel.Settings(30, true, false))));
    world.send(JOHN, "one");
    world.pass(10_000);

    Outcome.Refused<Message> refusal =
        refusal(world.trySend(SendMessage.text(world.general, JOHN, "two")));
    assertThat(refusal.reason()).isEqualTo(Reason.TOO_FAST);
    assertThat(refusal.retryAfterMillis()).isEqualTo(20_000);
    world.send(OWNER, "one");
    world.send(OWNER, "two");
    world.pass(20_000);
    Message last = world.send(JOHN, "two");
    done(chat.markers().markRead(JANE, world.ref(last), world.now(), _ -> {}));
    assertThat(world.marks().getLast().shared()).isTrue();

    done(update(OWNER, new UpdateChannel(null, null, null, new Channel.Settings(0, false, true))));
    assertThat(refused(world.trySend(SendMessage.text(world.general, JOHN, "x"))))
        .isEqualTo(Reason.FORBIDDEN);
    world.send(OWNER, "news");
  }

  @Test
  void theSamePeopleHaveOneDirectChannelWhoeverOpensIt() {
    Channel direct = done(direct(JOHN, List.of(JANE)));

    assertThat(already(direct(JANE, List.of(JOHN, JANE))).id()).isEqualTo(direct.id());
    assertThat(direct.state().memberCount()).isEqualTo(2);
    assertThat(done(direct(JOHN, List.of(JANE, GUEST))).id()).isNotEqualTo(direct.id());
    assertThat(refused(direct(JOHN, List.of(STRANGER)))).isEqualTo(Reason.NOT_FOUND);
    assertThat(refusal(direct(JOHN, List.of(JOHN))).errors()).containsKey("user_ids");
    assertThat(refused(chat.channels().join(OWNER, direct.id(), world.now(), _ -> {})))
        .isEqualTo(Reason.ACCESS_DENIED);
    assertThat(refused(chat.channels().leave(JOHN, direct.id(), world.now(), _ -> {})))
        .isEqualTo(Reason.FORBIDDEN);
    Message hello = done(world.trySend(SendMessage.text(direct.id(), JOHN, "hello")));
    done(chat.markers().markRead(JANE, MessageRef.of(hello.id()), world.now(), _ -> {}));
    assertThat(world.marks().getLast().shared()).isTrue();
  }

  private Outcome<Channel> direct(String userId, List<String> others) {
    return chat.channels().openDirect(userId, world.workspaceId, others, world.now(), _ -> {});
  }

  @Test
  void everybodyListsWhatHeOrSheMayRead() {
    String secret = world.channel("secret", Channel.Type.PRIVATE).id();
    done(chat.channels().addMember(OWNER, secret, GUEST, world.now(), _ -> {}));

    assertThat(names(OWNER)).containsExactly("general", "secret");
    assertThat(names(JOHN)).containsExactly("general");
    assertThat(names(GUEST)).containsExactly("secret");
    assertThat(refused(chat.channels().list(STRANGER, world.workspaceId)))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(done(chat.channels().members(GUEST, secret, null, 1)))
        .extracting(Page::hasMore, members -> members.items().getFirst().userId())
        .containsExactly(true, GUEST);
    assertThat(done(chat.channels().members(GUEST, secret, GUEST, 1)).items())
        .extracting(ChannelMember::userId)
        .containsExactly(OWNER);
    assertThat(already(chat.channels().addMember(OWNER, secret, GUEST, world.now(), _ -> {})))
        .isNotNull();
    assertThat(refused(chat.channels().addMember(OWNER, secret, STRANGER, world.now(), _ -> {})))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(refused(chat.channels().addMember(JOHN, secret, JANE, world.now(), _ -> {})))
        .isEqualTo(Reason.NOT_FOUND);
  }

  private List<String> names(String userId) {
    return done(chat.channels().list(userId, world.workspaceId)).stream()
        .map(Channel::name)
        .toList();
  }

  @Test
  void unreadIsToldOfEachChannelOneIsAMemberOf() {
    String lobby = world.channel("lobby", Channel.Type.PUBLIC).id();
    done(chat.channels().join(JOHN, lobby, world.now(), _ -> {}));
    IntStream.range(0, 120)
        .forEach(i -> done(world.trySend(SendMessage.text(lobby, OWNER, "m" + i))));

    assertThat(done(chat.markers().unread(JOHN, world.workspaceId)))
        .extracting(Unread::channelId, Unread::count)
        .containsExactlyInAnyOrder(tuple(world.general, 0), tuple(lobby, Unread.MAX));
    assertThat(refused(chat.markers().unread(STRANGER, world.workspaceId)))
        .isEqualTo(Reason.NOT_FOUND);
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }

  @Test
  void searchFindsAllWordsInWhatOneMayRead() {
    String secret = world.channel("secret", Channel.Type.PRIVATE).id();
    Message first = world.send(JOHN, "The quick brown fox");
    Message second = world.send(JANE, "A fox, quickly \"gone\"");
    done(world.trySend(SendMessage.text(secret, OWNER, "quick fox inside")));

    assertThat(found(JOHN, "FOX quick")).containsExactly(second, first);
    assertThat(found(JOHN, "quick fox")).containsExactly(first);
    assertThat(found(JOHN, "quick* OR (fox\"")).isEmpty();
    assertThat(found(JOHN, "fox gone")).containsExactly(second);
    assertThat(found(OWNER, "inside")).hasSize(1);
    assertThat(found(GUEST, "fox")).isEmpty();
    done(chat.messages().edit(JOHN, world.ref(first), "The slow brown bear", world.now(), _ -> {}));
    assertThat(found(JOHN, "quick fo")).isEmpty();
    assertThat(found(JOHN, "bear")).hasSize(1);
    assertThat(
            refusal(chat.history().search(JOHN, world.workspaceId, " !? ", null, Paging.latest(5)))
                .errors())
        .containsKey("q");
    Page<Message> page =
        done(
            chat.history()
                .search(
                    JOHN, world.workspaceId, "bear", world.general, Paging.before(second.id(), 5)));
    assertThat(page.items()).extracting(Message::id).containsExactly(first.id());
  }

  private List<Message> found(String userId, String text) {
    return done(chat.history().search(userId, world.workspaceId, text, null, Paging.latest(10)))
        .items();
  }

  @Test
  void pinsAreListedLatestFirst() {
    Message first = world.send(JOHN, "one");
    Message second = world.send(JOHN, "two");
    done(chat.messages().pin(JANE, world.ref(first), true, world.now(), _ -> {}));
    world.pass(1);
    done(chat.messages().pin(JANE, world.ref(second), true, world.now(), _ -> {}));

    assertThat(done(chat.history().pins(JOHN, world.general)))
        .extracting(Message::id)
        .containsExactly(second.id(), first.id());
    assertThat(already(chat.messages().pin(JANE, world.ref(second), true, world.now(), _ -> {})))
        .isNotNull();
    done(chat.messages().delete(JOHN, world.ref(second), world.now(), _ -> {}));
    done(chat.messages().pin(JOHN, world.ref(first), false, world.now(), _ -> {}));
    assertThat(done(chat.history().pins(JOHN, world.general))).isEmpty();
  }

  @Test
  void aWorkspaceIsChangedByAdminsAndEndedByItsOwner() {
    UpdateWorkspace open = new UpdateWorkspace(null, "We build", true, null);

    assertThat(refused(chat.workspaces().update(JOHN, world.workspaceId, open, 0, _ -> {})))
        .isEqualTo(Reason.FORBIDDEN);
    Workspace changed = done(chat.workspaces().update(OWNER, world.workspaceId, open, 0, _ -> {}));
    assertThat(already(chat.workspaces().update(OWNER, world.workspaceId, open, 0, _ -> {})))
        .isEqualTo(changed);
    assertThat(done(chat.workspaces().get(STRANGER, world.workspaceId))).isEqualTo(changed);
    done(chat.workspaces().join(STRANGER, world.workspaceId, world.now(), _ -> {}));
    assertThat(chat.workspaces().list(STRANGER)).containsExactly(changed);
    assertThat(refused(chat.workspaces().delete(JOHN, world.workspaceId, 0, _ -> {})))
        .isEqualTo(Reason.FORBIDDEN);

    done(chat.workspaces().delete(OWNER, world.workspaceId, world.now(), _ -> {}));

    assertThat(chat.workspaces().list(OWNER)).isEmpty();
    assertThat(refused(chat.workspaces().get(OWNER, world.workspaceId)))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(refused(world.trySend(SendMessage.text(world.general, OWNER, "x"))))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(refused(chat.workspaces().join(JOHN, world.workspaceId, 0, _ -> {})))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(world.workspaceEvents().getLast())
        .isEqualTo(new WorkspaceEvent.Deleted(world.workspaceId, OWNER));
  }

  @Test
  void rolesAreGivenByAdminsButNotTheOwners() {
    ChatWorkspaces.Member admin = new ChatWorkspaces.Member(JOHN, Role.ADMIN);

    assertThat(refused(put(JANE, admin))).isEqualTo(Reason.FORBIDDEN);
    assertThat(done(put(OWNER, admin)).role()).isEqualTo(Role.ADMIN);
    assertThat(already(put(OWNER, admin)).role()).isEqualTo(Role.ADMIN);
    assertThat(refused(put(OWNER, new ChatWorkspaces.Member(JANE, Role.OWNER))))
        .isEqualTo(Reason.INVALID);
    assertThat(refused(put(JOHN, new ChatWorkspaces.Member(OWNER, Role.GUEST))))
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(refused(put(OWNER, new ChatWorkspaces.Member("nobody", Role.MEMBER))))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(
            refused(
                chat.workspaces()
                    .removeMember(JOHN, world.workspaceId, OWNER, world.now(), _ -> {})))
        .isEqualTo(Reason.FORBIDDEN);
    done(chat.workspaces().removeMember(JANE, world.workspaceId, JANE, world.now(), _ -> {}));
    assertThat(world.events().getLast().change())
        .isEqualTo(new ChatEvent.MemberLeft(JANE, ChatEvent.Departure.LEFT, 2));
    assertThat(done(chat.workspaces().members(JOHN, world.workspaceId, null, 10)).items())
        .extracting(member -> member.person().id())
        .containsExactly(GUEST, JOHN, OWNER);
    assertThat(done(chat.history().audit(JOHN, world.workspaceId, Paging.latest(10))).items())
        .extracting(entry -> entry.action())
        .contains("workspace.member.role");
    assertThat(refused(chat.history().audit(GUEST, world.workspaceId, Paging.latest(10))))
        .isEqualTo(Reason.FORBIDDEN);
  }

  private Outcome<WorkspaceMember> put(String userId, ChatWorkspaces.Member member) {
    return chat.workspaces().putMember(userId, world.workspaceId, member, world.now(), _ -> {});
  }

  @Test
  void anInvitationLetsSomebodyInUntilItIsUsedUpOrOver() {
    String secret = world.channel("secret", Channel.Type.PRIVATE).id();
    Invite once = invite(new NewInvite(OWNER, world.workspaceId, secret, null, 1));
    Invite brief = invite(new NewInvite(JOHN, world.workspaceId, null, 60L, null));

    done(chat.invites().accept(STRANGER, once.code(), world.now(), _ -> {}));

    assertThat(done(chat.channels().membership(STRANGER, secret)).role()).isEqualTo(Role.MEMBER);
    assertThat(refused(chat.invites().accept(JANE, once.code(), world.now(), _ -> {})))
        .isEqualTo(Reason.EXPIRED);
    assertThat(already(chat.invites().accept(JANE, brief.code(), world.now(), _ -> {})))
        .isNotNull();
    world.pass(60_000);
    assertThat(refused(chat.invites().accept(JANE, brief.code(), world.now(), _ -> {})))
        .isEqualTo(Reason.EXPIRED);
    assertThat(refused(chat.invites().accept(JANE, "nonsense", world.now(), _ -> {})))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(done(chat.invites().list(OWNER, world.workspaceId))).hasSize(2);
    assertThat(refused(chat.invites().revoke(JANE, brief.code(), world.now(), _ -> {})))
        .isEqualTo(Reason.FORBIDDEN);
    done(chat.invites().revoke(OWNER, brief.code(), world.now(), _ -> {}));
    already(chat.invites().revoke(OWNER, brief.code(), world.now(), _ -> {}));
  }

  @Test
  void guestsInviteNobodyAndNobodyIntoWhatIsNotTheirs() {
    String secret = world.channel("secret", Channel.Type.PRIVATE).id();

    assertThat(refused(tryInvite(new NewInvite(GUEST, world.workspaceId, null, null, null))))
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(refused(tryInvite(new NewInvite(JOHN, world.workspaceId, secret, null, null))))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(refused(tryInvite(new NewInvite(JOHN, world.workspaceId, null, 0L, null))))
        .isEqualTo(Reason.INVALID);
  }

  private Invite invite(NewInvite wanted) {
    return done(tryInvite(wanted));
  }

  private Outcome<Invite> tryInvite(NewInvite wanted) {
    return chat.invites().create(wanted, world.now(), _ -> {});
  }

  @Test
  void peopleHaveHandlesOfTheirOwn() {
    Person first = chat.people().ensure("p1", "Zoë Müller", world.now());
    Person second = chat.people().ensure("p2", "Zoe Muller", world.now());
    Person third = chat.people().ensure("p3", "你好", world.now());

    assertThat(first.handle()).isEqualTo("zoe.muller");
    assertThat(second.handle()).isEqualTo("zoe.muller2");
    assertThat(third.handle()).isEqualTo("user");
    assertThat(chat.people().ensure("p1", "Another", world.now())).isEqualTo(first);
    assertThat(refused(person("p2", "zoe.muller"))).isEqualTo(Reason.NAME_TAKEN);
    assertThat(refused(person("p2", "no spaces"))).isEqualTo(Reason.INVALID);
    assertThat(done(person("p2", "Zoe2")).handle()).isEqualTo("zoe2");
    assertThat(chat.people().person("p2")).map(Person::handle).contains("zoe2");
  }

  private Outcome<Person> person(String userId, String handle) {
    ChatPeople.UpdatePerson change = new ChatPeople.UpdatePerson(null, handle, null, null);
    return chat.people().update(userId, change, world.now(), _ -> {});
  }

  @Test
  void whoIsWelcomedIsAMemberOnce() {
    chat.people().welcome("new", "Newcomer", world.workspaceId, "general", world.now());
    chat.people().welcome("new", "Newcomer", world.workspaceId, "general", world.now());

    assertThat(done(chat.channels().membership("new", world.general)).role())
        .isEqualTo(Role.MEMBER);
    assertThat(world.events()).hasSize(1);
    assertThat(world.workspaceEvents()).hasSize(1);
  }

  @Test
  void orphanedUploadsAreSweptAfterADay() {
    String id = chat.uploads().newId(world.now());
    Attachment file = new Attachment(id, "a.txt", "text/plain", 1, null, null, false);
    Upload upload = new Upload(file, JOHN, "key", "sha", null, null, world.now());
    done(chat.uploads().add(upload, Long.MAX_VALUE));

    assertThat(chat.uploads().sweep(world.now() + DAY)).isEmpty();
    assertThat(chat.uploads().sweep(world.now() + DAY + 1)).containsExactly(upload);
    assertThat(refused(chat.uploads().get(JOHN, id))).isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void whatHasServedItsTimeIsForgottenAndTheLogSaysSo() {
    long before = world.general().lastSeq();
    done(world.trySend(world.temp(JOHN, "x", TempId.ofText("t"))));
    long now = world.now();

    assertThat(chat.purge().run(now + DAY)).isEqualTo(new ChatPurge.Purged(0, 0));
    assertThat(chat.purge().run(now + DAY + 1).sends()).isEqualTo(1);
    assertThat(chat.purge().run(now + 7 * DAY + 1).events()).isPositive();

    assertThat(done(chat.history().missed(JOHN, world.general, before, 10)))
        .isEqualTo(new Missed.TooOld(before + 1));
    assertThat(done(chat.history().missed(JOHN, world.general, before + 1, 10)))
        .isEqualTo(new Missed.Events(List.of(), false, before + 1));
  }

  @Test
  void aChannelKeepsTheLatestEventsOnly() {
    ChatWorld small = new ChatWorld(store(), new ChatSettings(300, 4_000, 10, 50, 5, 7));
    IntStream.range(0, 20).forEach(i -> small.send(JOHN, "m" + i));
    long last = small.general().lastSeq();

    assertThat(small.chat.purge().run(small.now()).events()).isPositive();

    Missed missed = done(small.chat.history().missed(JOHN, small.general, last - 5, 10));
    assertThat(((Missed.Events) missed).events()).hasSize(5);
    assertThat(done(small.chat.history().missed(JOHN, small.general, last - 6, 10)))
        .isInstanceOf(Missed.TooOld.class);
  }

  @Test
  void theActorIsAnsweredBeforeItsEventsAreTold() {
    List<Integer> toldWhenAnswered = new ArrayList<>();

    done(
        chat.messages()
            .send(
                SendMessage.text(world.general, JOHN, "x"),
                world.now(),
                _ -> toldWhenAnswered.add(world.events().size())));

    assertThat(toldWhenAnswered).containsExactly(0);
    assertThat(world.events()).hasSize(1);
  }

  @Test
  void aHoleInTheLogIsSaidAndNotSkipped() {
    long before = world.general().lastSeq();
    world.send(JOHN, "kept");
    world.pass(-10);
    world.send(JOHN, "of a clock that went back");
    world.pass(20);
    world.send(JOHN, "kept too");

    assertThat(chat.purge().run(world.now() - 10 + 7 * DAY).events()).isPositive();

    assertThat(done(chat.history().missed(JOHN, world.general, before, 10)))
        .isEqualTo(new Missed.TooOld(before + 3));
    assertThat(done(chat.history().missed(JOHN, world.general, before + 2, 10)))
        .isInstanceOf(Missed.Events.class);
  }
}
