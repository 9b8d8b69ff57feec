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
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageEdit;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.ThreadSummary;
import dev.carillon.chat.model.Upload;
import dev.carillon.chat.model.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The consistency rules of the contract (chat.md 2.4), each by its number. */
public abstract class ChatRulesContract {
  private ChatWorld world;

  protected abstract ChatStore store();

  @BeforeEach
  void open() {
    world = new ChatWorld(store());
  }

  @Test
  void rule1AMemberSendsAndEverybodyHearsOnce() {
    Message sent = world.send(JOHN, "  Hello 👋 ");

    assertThat(sent.content()).isEqualTo("Hello 👋");
    assertThat(sent.author().id()).isEqualTo(JOHN);
    assertThat(sent.insertedAtMillis()).isEqualTo(world.now());
    assertThat(world.stored(sent)).isEqualTo(sent);
    assertThat(world.events())
        .extracting(ChatEvent::change)
        .containsExactly(new ChatEvent.MessageSent(sent, null, null));
  }

  @Test
  void rule1OnlyMembersSend() {
    String secret = world.channel("secret", Channel.Type.PRIVATE).id();
    String open = world.channel("open", Channel.Type.PUBLIC).id();

    assertThat(refused(world.trySend(SendMessage.text(open, JOHN, "x"))))
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(refused(world.trySend(SendMessage.text(secret, JOHN, "x"))))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(refused(world.trySend(SendMessage.text(world.general, STRANGER, "x"))))
        .isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void rule1AnArchivedChannelTakesNoMessage() {
    done(world.chat.channels().archive(OWNER, world.general, world.now(), _ -> {}));

    assertThat(refused(world.trySend(SendMessage.text(world.general, JOHN, "x"))))
        .isEqualTo(Reason.ARCHIVED);
    assertThat(done(world.chat.history().snapshot(JOHN, world.general, 50)).channel().isArchived())
        .isTrue();
  }

  @Test
  void rule1ContentHasOneToFourThousandCodePoints() {
    String longest = "👋".repeat(4_000);

    assertThat(world.send(JOHN, longest).content()).isEqualTo(longest);
    assertThat(
            refusal(world.trySend(SendMessage.text(world.general, JOHN, longest + "x"))).errors())
        .isEqualTo(Map.of("content", List.of("should be at most 4000 character(s)")));
    assertThat(refusal(world.trySend(SendMessage.text(world.general, JOHN, " \n\t "))).errors())
        .isEqualTo(Map.of("content", List.of("can't be blank")));
    assertThat(refusal(world.trySend(SendMessage.text(world.general, JOHN, "\ud800"))).errors())
        .isEqualTo(Map.of("content", List.of("is invalid")));
    assertThat(world.events()).hasSize(1);
  }

  @Test
  void rule1AttachmentsAreOnesOwnAndUsedOnce() {
    String own = upload(JOHN);
    String foreign = upload(JANE);

    Message sent = done(world.trySend(with("", new SendMessage.Stored(own))));

    assertThat(sent.attachments()).extracting(Attachment::id).containsExactly(own);
    assertThat(sent.attachments().getFirst().filename()).isEqualTo("cat.png");
    assertThat(refused(world.trySend(with("x", new SendMessage.Stored(own)))))
        .isEqualTo(Reason.INVALID);
    assertThat(refusal(world.trySend(with("x", new SendMessage.Stored(foreign)))).errors())
        .isEqualTo(Map.of("attachments", List.of("is invalid")));
    assertThat(done(world.chat.uploads().get(JANE, own)).messageId()).isEqualTo(sent.id());
    assertThat(refused(world.chat.uploads().get(STRANGER, own))).isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void rule1ForeignAttachmentsAreHttpsAndAtMostTen() {
    SendMessage.External picture =
        new SendMessage.External("https://files.example.com/a.jpg", "a.jpg", "image/jpeg");

    Message sent = done(world.trySend(with("look", picture)));

    assertThat(sent.attachments().getFirst().external()).isTrue();
    assertThat(world.stored(sent)).isEqualTo(sent);
    assertThat(refused(world.trySend(with("x", new SendMessage.External("http://a/b", "b", null)))))
        .isEqualTo(Reason.INVALID);
    SendMessage.Attached[] eleven = new SendMessage.Attached[11];
    Arrays.fill(eleven, picture);
    assertThat(refusal(world.trySend(with("x", eleven))).errors()).containsKey("attachments");
  }

  @Test
  void rule3OnlyTheAuthorEditsAndFiveMinutesLong() {
    Message sent = world.send(JOHN, "one");
    world.pass(300_000);

    assertThat(refused(edit(JANE, sent, "hers"))).isEqualTo(Reason.FORBIDDEN);
    Message edited = done(edit(JOHN, sent, "two"));
    world.pass(1);

    assertThat(edited.isEdited()).isTrue();
    assertThat(edited.updatedAtMillis()).isEqualTo(world.now() - 1);
    assertThat(world.stored(sent)).isEqualTo(edited);
    assertThat(refused(edit(JOHN, sent, "three"))).isEqualTo(Reason.EDIT_TIME_LIMIT);
    assertThat(done(world.chat.messages().edits(JOHN, world.ref(sent))))
        .extracting(MessageEdit::oldContent)
        .containsExactly("one");
    assertThat(world.events()).hasSize(2);
  }

  @Test
  void rule3ModeratorsEditTheirOwnWheneverAndTheWindowIsASetting() {
    Message owners = world.send(OWNER, "one");
    Message johns = world.send(JOHN, "one");
    world.pass(10_000_000);

    assertThat(done(edit(OWNER, owners, "two")).content()).isEqualTo("two");
    setEditWindow(-1);
    assertThat(done(edit(JOHN, johns, "two")).content()).isEqualTo("two");
    setEditWindow(0);
    assertThat(refused(edit(JOHN, world.send(JOHN, "new"), "two")))
        .isEqualTo(Reason.EDIT_TIME_LIMIT);
  }

  @Test
  void rule3TheSameTextIsNoEditAndATombstoneTakesNone() {
    Message sent = world.send(JOHN, "one");

    assertThat(already(edit(JOHN, sent, " one "))).isEqualTo(sent);
    assertThat(refusal(edit(JOHN, sent, " ")).errors())
        .isEqualTo(Map.of("content", List.of("can't be blank")));
    assertThat(world.events()).hasSize(1);
    done(delete(JOHN, sent));
    assertThat(refused(edit(JOHN, sent, "two"))).isEqualTo(Reason.DELETED);
  }

  @Test
  void rule3AnEditMentionsAnewAndTellsWhoIsNew() {
    Message sent = world.send(JOHN, "hi @jane, <@owner> and @nobody or a@guest.org");

    assertThat(sent.mentions()).containsExactly(JANE, OWNER);
    Message edited = done(edit(JOHN, sent, "hi @guest. @jane"));

    assertThat(edited.mentions()).containsExactly(GUEST, JANE);
    assertThat(world.events().getLast().change())
        .isEqualTo(new ChatEvent.MessageEdited(edited, List.of(GUEST)));
  }

  @Test
  void rule4AuthorsAndModeratorsDeleteAtAnyAge() {
    Message first = world.send(JOHN, "one");
    Message second = world.send(JOHN, "two");
    world.pass(1_000_000_000);

    assertThat(refused(delete(JANE, first))).isEqualTo(Reason.FORBIDDEN);
    assertThat(done(delete(JOHN, first)).isDeleted()).isTrue();
    assertThat(done(delete(OWNER, second)).isDeleted()).isTrue();
    assertThat(done(world.chat.history().audit(OWNER, world.workspaceId, Paging.latest(1))).items())
        .extracting(entry -> entry.action() + " " + entry.target())
        .containsExactly("message.delete " + second.id());
  }

  @Test
  void rule4DeletingTwiceIsToldOnceAndATombstoneHasNothingLeft() {
    String file = upload(JOHN);
    Message sent = done(world.trySend(with("secret @jane", new SendMessage.Stored(file))));
    done(react(JANE, sent, ":x:"));
    done(edit(JOHN, sent, "secreter @jane"));
    world.forget();

    Message left = done(delete(JOHN, sent));

    assertThat(already(delete(JOHN, sent))).isEqualTo(left);
    assertThat(world.events())
        .extracting(ChatEvent::change)
        .containsExactly(new ChatEvent.MessageDeleted(sent.id(), null));
    assertThat(world.stored(sent)).isEqualTo(left);
    assertThat(left.body()).isEqualTo(Message.Body.WIPED);
    assertThat(left.reactions()).isEmpty();
    assertThat(done(world.chat.messages().edits(JOHN, world.ref(sent)))).isEmpty();
    assertThat(missed(0).toString()).doesNotContain("secret").doesNotContain(file);
    assertThat(done(world.chat.uploads().get(JOHN, file)).messageId()).isNull();
    assertThat(found("secret")).isEmpty();
  }

  @Test
  void rule4ADeletedRootKeepsItsThread() {
    Message root = world.send(JOHN, "root");
    Message reply = world.reply(JANE, "reply", root.id());

    done(delete(JOHN, root));

    ThreadPage page = done(world.chat.threads().page(JOHN, world.ref(root), Paging.latest(10)));
    assertThat(page.root().isDeleted()).isTrue();
    assertThat(page.replies().items()).containsExactly(reply);
    assertThat(page.thread().messageCount()).isEqualTo(1);
    assertThat(refused(world.trySend(world.reply(JANE, "late", root.id(), false))))
        .isEqualTo(Reason.DELETED);
  }

  @Test
  void rule5AReactionIsThereOnceAndToldOnce() {
    Message sent = world.send(JOHN, "x");
    world.forget();
    Reaction added = done(react(JANE, sent, ":thumbsup:"));

    assertThat(already(react(JANE, sent, ":thumbsup:"))).isEqualTo(added);
    assertThat(done(react(JOHN, sent, ":thumbsup:")).id()).isGreaterThan(added.id());
    assertThat(world.stored(sent).reactions()).hasSize(2).startsWith(added);
    assertThat(world.events()).hasSize(2);
    assertThat(done(unreact(JANE, sent, ":thumbsup:"))).contains(added);
    assertThat(already(unreact(JANE, sent, ":thumbsup:"))).isEmpty();
    assertThat(world.events().getLast().change()).isEqualTo(new ChatEvent.ReactionRemoved(added));
    assertThat(world.events()).hasSize(3);
  }

  @Test
  void rule5OnlyModeratorsRemoveOthersReactions() {
    Message sent = world.send(JOHN, "x");
    Reaction janes = done(react(JANE, sent, ":a:"));
    done(react(JANE, sent, ":b:"));
    ChatReactions reactions = world.chat.reactions();

    assertThat(refused(reactions.removeById(JOHN, world.general, janes.id(), world.now(), _ -> {})))
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(done(reactions.removeById(OWNER, world.general, janes.id(), world.now(), _ -> {})))
        .contains(janes);
    assertThat(already(reactions.removeById(JANE, world.general, "nonsense", world.now(), _ -> {})))
        .isEmpty();
    assertThat(refused(reactions.clear(JANE, world.ref(sent), null, world.now(), _ -> {})))
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(done(reactions.clear(OWNER, world.ref(sent), null, world.now(), _ -> {})))
        .hasSize(1);
    assertThat(world.stored(sent).reactions()).isEmpty();
  }

  @Test
  void rule5AMessageHasFiftyDifferentEmoji() {
    Message sent = world.send(JOHN, "x");
    IntStream.range(0, 50).forEach(i -> done(react(JOHN, sent, ":e" + i + ":")));

    assertThat(refused(react(JANE, sent, ":one_more:"))).isEqualTo(Reason.TOO_MANY_REACTIONS);
    assertThat(done(react(JANE, sent, ":e7:")).emoji()).isEqualTo(":e7:");
    assertThat(refused(react(JANE, sent, "  "))).isEqualTo(Reason.INVALID);
  }

  @Test
  void rule6AReplyToAReplyBelongsToTheRootAndCountersFollow() {
    Message root = world.send(JOHN, "root");
    Message first = world.reply(JANE, "first", root.id());
    Message second = world.reply(JOHN, "second", first.id());

    assertThat(second.threadId()).isEqualTo(root.id());
    assertThat(world.stored(root).state().replyCount()).isEqualTo(2);
    assertThat(world.stored(root).state().lastReplyId()).isEqualTo(second.id());
    assertThat(sentThread().participants()).extracting(Person::id).containsExactly(JANE, JOHN);
    done(delete(JOHN, second));
    ThreadSummary left =
        Objects.requireNonNull(
            ((ChatEvent.MessageDeleted) world.events().getLast().change()).thread());
    assertThat(left.messageCount()).isEqualTo(1);
    assertThat(left.lastReplyAtMillis()).isEqualTo(first.insertedAtMillis());
    assertThat(left.participants()).extracting(Person::id).containsExactly(JANE);
  }

  @Test
  void rule6AThreadIsStartedOnce() {
    Message root = world.send(JOHN, "root");
    ThreadSummary thread =
        done(world.chat.threads().start(JANE, world.ref(root), world.now(), _ -> {}));

    assertThat(thread).isEqualTo(new ThreadSummary(root.id(), 0, List.of(), null));
    assertThat(already(world.chat.threads().start(JOHN, world.ref(root), world.now(), _ -> {})))
        .isEqualTo(thread);
    assertThat(world.events()).hasSize(2);
  }

  @Test
  void rule6ChannelsListRepliesOnlyWhenBroadcast() {
    Message root = world.send(JOHN, "root");
    Message hidden = world.reply(JANE, "hidden", root.id());
    Message shown = done(world.trySend(world.reply(JANE, "shown", root.id(), true)));

    assertThat(listed(Paging.latest(10), false)).containsExactly(world.stored(root), shown);
    assertThat(listed(Paging.latest(10), true)).containsExactly(world.stored(root), hidden, shown);
  }

  @Test
  void rule7TheReadMarkerMovesForwardOnly() {
    Message first = world.send(JOHN, "1");
    Message second = world.send(JOHN, "2");
    assertThat(world.unread(JANE)).isEqualTo(2);

    assertThat(done(read(JANE, second)).unreadCount()).isZero();
    assertThat(already(read(JANE, first)).messageId()).isEqualTo(second.id());
    assertThat(world.unread(JANE)).isZero();
    assertThat(world.marks()).hasSize(1);
    assertThat(world.marks().getFirst().shared()).isFalse();
    assertThat(refused(read(JANE, world.ref(first), Ids.NIL))).isEqualTo(Reason.NOT_FOUND);
    assertThat(
            done(world.chat.markers().markUnread(JANE, world.ref(second), world.now(), _ -> {}))
                .messageId())
        .isEqualTo(first.id());
    assertThat(world.unread(JANE)).isEqualTo(1);
  }

  @Test
  void rule7OnesOwnMessagesAreReadAndDeletedOnesAreNotCounted() {
    world.send(JANE, "hers");
    world.send(JOHN, "his");
    assertThat(world.unread(JOHN)).isZero();
    assertThat(world.unread(OWNER)).isEqualTo(2);

    Message more = world.send(JANE, "more @john");
    world.reply(JANE, "in a thread", more.id());
    assertThat(world.unread(JOHN)).isEqualTo(1);
    assertThat(done(world.chat.history().snapshot(JOHN, world.general, 1)).unread().mentions())
        .isEqualTo(1);
    done(delete(JANE, more));
    assertThat(world.unread(JOHN)).isZero();
  }

  @Test
  void rule8EachCommittedChangeHasTheNextNumber() {
    long before = world.general().lastSeq();
    Message root = world.send(JOHN, "root");
    Message reply = world.reply(JANE, "reply", root.id());
    done(edit(JOHN, root, "edited"));
    Reaction reaction = done(react(JANE, root, ":a:"));
    done(unreact(JANE, root, ":a:"));
    done(world.chat.messages().pin(JANE, world.ref(root), true, world.now(), _ -> {}));
    done(world.chat.channels().leave(JANE, world.general, world.now(), _ -> {}));
    done(world.chat.channels().join(JANE, world.general, world.now(), _ -> {}));
    done(delete(JANE, reply));
    done(rename("lobby"));
    done(read(OWNER, root));

    assertThat(world.events())
        .extracting(ChatEvent::seq)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).mapToObj(i -> before + i).toList());
    assertThat(world.general().lastSeq()).isEqualTo(before + 10);
    assertThat(reaction).isNotNull();
  }

  @Test
  void rule8WhatWasToldIsToldAgainExactlySo() {
    long before = world.general().lastSeq();
    Message root = done(world.trySend(world.temp(JOHN, "root", new TempId("7", true))));
    world.reply(JANE, "reply", root.id());
    done(edit(JOHN, root, "edited @jane"));
    done(react(JANE, root, ":a:"));
    done(world.chat.reactions().clear(OWNER, world.ref(root), ":a:", world.now(), _ -> {}));
    done(world.chat.messages().pin(JANE, world.ref(root), true, world.now(), _ -> {}));
    done(world.chat.messages().pin(JANE, world.ref(root), false, world.now(), _ -> {}));
    done(world.chat.channels().leave(JANE, world.general, world.now(), _ -> {}));
    done(rename("lobby"));

    assertThat(missed(before)).isEqualTo(world.events());
    assertThat(missed(before + 8)).hasSize(1);
    assertThat(done(world.chat.history().missed(JOHN, world.general, before + 10, 10)))
        .isInstanceOf(Missed.Ahead.class);
  }

  @Test
  void rule8NewIdsAreLaterEvenWhenTheClockGoesBack() {
    List<Message> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(world.send(JOHN, "m" + i));
      world.pass(-5);
    }

    assertThat(sent).isSortedAccordingTo(Comparator.comparing(Message::id));
    assertThat(sent.stream().map(Message::insertedAtMillis).distinct()).hasSize(20);
  }

  @Test
  void rule9WhoWasPutOutMayDoNothingAnyMore() {
    Message sent = world.send(JANE, "x");
    done(world.chat.channels().removeMember(OWNER, world.general, JANE, world.now(), _ -> {}));

    assertThat(world.events().getLast().change())
        .isEqualTo(new ChatEvent.MemberLeft(JANE, ChatEvent.Departure.REMOVED, 2));
    assertThat(refused(world.chat.channels().membership(JANE, world.general)))
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(refused(edit(JANE, sent, "y"))).isEqualTo(Reason.FORBIDDEN);
    assertThat(refused(react(JANE, sent, ":a:"))).isEqualTo(Reason.FORBIDDEN);
    done(
        world.chat.workspaces().removeMember(OWNER, world.workspaceId, JANE, world.now(), _ -> {}));
    assertThat(refused(world.chat.channels().membership(JANE, world.general)))
        .isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void rule10APrivateChannelIsLikeNone() {
    String secret = world.channel("secret", Channel.Type.PRIVATE).id();
    Message inside = done(world.trySend(SendMessage.text(secret, OWNER, "hidden word")));
    String none = Ids.next(world.now(), new Random(1));
    Chat chat = world.chat;

    for (String id : List.of(secret, none, "nonsense")) {
      assertThat(refused(chat.channels().join(JOHN, id, world.now(), _ -> {})))
          .isEqualTo(Reason.ACCESS_DENIED);
      assertThat(refused(chat.channels().get(JOHN, id))).isEqualTo(Reason.NOT_FOUND);
      assertThat(refused(chat.channels().leave(JOHN, id, world.now(), _ -> {})))
          .isEqualTo(Reason.NOT_FOUND);
      assertThat(refused(chat.history().snapshot(JOHN, id, 50))).isEqualTo(Reason.NOT_FOUND);
      assertThat(refused(chat.history().missed(JOHN, id, 0, 10))).isEqualTo(Reason.NOT_FOUND);
      assertThat(refused(world.trySend(SendMessage.text(id, JOHN, "x"))))
          .isEqualTo(Reason.NOT_FOUND);
    }
    for (String id : List.of(inside.id(), none, "nonsense")) {
      assertThat(refused(chat.history().message(JOHN, MessageRef.of(id))))
          .isEqualTo(Reason.NOT_FOUND);
      assertThat(refused(chat.reactions().add(JOHN, MessageRef.of(id), ":a:", 0, _ -> {})))
          .isEqualTo(Reason.NOT_FOUND);
    }
    assertThat(found("hidden")).isEmpty();
    assertThat(refused(chat.channels().join(GUEST, world.general, world.now(), _ -> {})))
        .isEqualTo(Reason.ACCESS_DENIED);
  }

  private Outcome<Message> edit(String userId, Message message, String content) {
    return world.chat.messages().edit(userId, world.ref(message), content, world.now(), _ -> {});
  }

  private Outcome<Message> delete(String userId, Message message) {
    return world.chat.messages().delete(userId, world.ref(message), world.now(), _ -> {});
  }

  private Outcome<Reaction> react(String userId, Message message, String emoji) {
    return world.chat.reactions().add(userId, world.ref(message), emoji, world.now(), _ -> {});
  }

  private Outcome<Optional<Reaction>> unreact(String userId, Message message, String emoji) {
    return world.chat.reactions().remove(userId, world.ref(message), emoji, world.now(), _ -> {});
  }

  private Outcome<ReadMark> read(String userId, Message message) {
    return world.chat.markers().markRead(userId, world.ref(message), world.now(), _ -> {});
  }

  private Outcome<ReadMark> read(String userId, MessageRef ref, String otherId) {
    MessageRef other = new MessageRef(ref.channelId(), otherId);
    return world.chat.markers().markRead(userId, other, world.now(), _ -> {});
  }

  private Outcome<Channel> rename(String name) {
    UpdateChannel change = new UpdateChannel(name, null, null, null);
    return world.chat.channels().update(OWNER, world.general, change, world.now(), _ -> {});
  }

  private void setEditWindow(int seconds) {
    UpdateWorkspace change = new UpdateWorkspace(null, null, null, new Workspace.Settings(seconds));
    done(world.chat.workspaces().update(OWNER, world.workspaceId, change, world.now(), _ -> {}));
  }

  private String upload(String userId) {
    String id = world.chat.uploads().newId(world.now());
    Attachment file =
        new Attachment(id, "cat.png", "image/png", 7, new Attachment.Pixels(3, 4), null, false);
    Upload upload = new Upload(file, userId, "k", "sha", null, null, world.now());
    done(world.chat.uploads().add(upload, Long.MAX_VALUE));
    return id;
  }

  private SendMessage with(String content, SendMessage.Attached... attached) {
    return new SendMessage(world.general, JOHN, content, null, false, List.of(attached), null);
  }

  private ThreadSummary sentThread() {
    return Objects.requireNonNull(
        ((ChatEvent.MessageSent) world.events().getLast().change()).thread());
  }

  private List<Message> listed(Paging paging, boolean replies) {
    return done(world.chat.history().messages(JOHN, world.general, paging, replies)).items();
  }

  private List<ChatEvent> missed(long afterSeq) {
    Missed missed = done(world.chat.history().missed(OWNER, world.general, afterSeq, 1_000));
    return ((Missed.Events) missed).events();
  }

  private List<Message> found(String text) {
    return done(world.chat.history().search(JOHN, world.workspaceId, text, null, Paging.latest(10)))
        .items();
  }
}
