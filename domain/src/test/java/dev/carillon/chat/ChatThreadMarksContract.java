package dev.carillon.chat;

import static dev.carillon.chat.ChatWorld.GUEST;
import static dev.carillon.chat.ChatWorld.JANE;
import static dev.carillon.chat.ChatWorld.JOHN;
import static dev.carillon.chat.ChatWorld.OWNER;
import static dev.carillon.chat.ChatWorld.STRANGER;
import static dev.carillon.chat.ChatWorld.already;
import static dev.carillon.chat.ChatWorld.done;
import static dev.carillon.chat.ChatWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Message;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Following threads, and what is unread in them. */
public abstract class ChatThreadMarksContract {
  private ChatWorld world;
  private ChatThreads threads;
  private Message root;

  protected abstract ChatStore store();

  @BeforeEach
  void open() {
    world = new ChatWorld(store());
    threads = world.chat.threads();
    root = world.send(JOHN, "root");
  }

  private FollowedThread place(String userId) {
    return done(threads.followed(userId, world.ref(root)));
  }

  private Outcome<FollowedThread> follow(String userId, boolean following) {
    return threads.follow(userId, world.ref(root), following, world.now());
  }

  private Outcome<FollowedThread> read(String userId, Message reply) {
    return threads.markRead(userId, world.ref(root), reply.id(), world.now());
  }

  private List<String> followed(String userId) {
    return done(threads.allFollowed(userId, world.workspaceId, 50)).stream()
        .map(thread -> thread.root().content() + " " + thread.unread())
        .toList();
  }

  @Test
  void whoBeganAThreadAndWhoRepliesFollowIt() {
    assertThat(place(JOHN).mark().following()).isFalse();

    Message reply = world.reply(JANE, "reply", root.id());

    assertThat(place(JOHN).mark().following()).isTrue();
    assertThat(place(JOHN).unread()).isEqualTo(1);
    assertThat(place(JANE).mark().lastReadId()).isEqualTo(reply.id());
    assertThat(place(JANE).unread()).isZero();
    assertThat(place(OWNER).mark().following()).isFalse();
    assertThat(followed(JOHN)).containsExactly("root 1");
    assertThat(followed(OWNER)).isEmpty();
  }

  @Test
  void readingAThreadMovesItsMarkForwardAndLeavesTheChannels() {
    Message first = world.reply(JANE, "1", root.id());
    Message second = world.reply(JANE, "2", root.id());
    int inChannel = world.unread(OWNER);

    assertThat(done(read(OWNER, second)).unread()).isZero();
    assertThat(already(read(OWNER, first)).mark().lastReadId()).isEqualTo(second.id());
    assertThat(done(read(JOHN, first)).unread()).isEqualTo(1);

    assertThat(place(OWNER).mark().following()).isFalse();
    assertThat(world.unread(OWNER)).isEqualTo(inChannel);
  }

  @Test
  void deletedRepliesAndOnesOwnAreNotUnread() {
    Message gone = world.reply(JANE, "1", root.id());
    world.reply(JOHN, "mine", root.id());
    world.reply(JANE, "2", root.id());
    done(follow(OWNER, true));
    assertThat(place(OWNER).unread()).isEqualTo(3);

    done(world.chat.messages().delete(JANE, world.ref(gone), world.now(), _ -> {}));

    assertThat(place(OWNER).unread()).isEqualTo(2);
    assertThat(place(JOHN).unread()).isEqualTo(1);
  }

  @Test
  void whoWantsToHearNoMoreIsLeftAloneUntilHeOrSheRepliesAgain() {
    world.reply(JANE, "1", root.id());
    assertThat(done(follow(JOHN, false)).mark().following()).isFalse();
    assertThat(already(follow(JOHN, false)).mark().following()).isFalse();
    world.reply(JANE, "2", root.id());
    assertThat(followed(JOHN)).isEmpty();

    world.reply(JOHN, "3", root.id());

    assertThat(followed(JOHN)).containsExactly("root 0");
  }

  @Test
  void theThreadWithTheLatestReplyComesFirstAndAReplyNamesItsThread() {
    Message other = world.send(JOHN, "other");
    world.reply(JANE, "1", root.id());
    Message reply = world.reply(JANE, "2", other.id());
    assertThat(followed(JOHN)).containsExactly("other 1", "root 1");
    world.reply(JANE, "3", root.id());
    assertThat(followed(JOHN)).containsExactly("root 2", "other 1");

    assertThat(done(threads.followed(JOHN, world.ref(reply))).root().id()).isEqualTo(other.id());
    assertThat(done(threads.allFollowed(JOHN, world.workspaceId, 1))).hasSize(1);
  }

  @Test
  void whatOneMayNotReadCanNotBeFollowed() {
    Message elsewhere = world.reply(JANE, "1", world.send(JANE, "other").id());

    for (String outsider : List.of(GUEST, STRANGER)) {
      assertThat(refused(follow(outsider, true))).isEqualTo(Reason.NOT_FOUND);
    }
    assertThat(refused(read(JOHN, elsewhere))).isEqualTo(Reason.NOT_FOUND);
    assertThat(refused(read(JOHN, root))).isEqualTo(Reason.NOT_FOUND);
    assertThat(refused(threads.allFollowed(STRANGER, world.workspaceId, 9)))
        .isEqualTo(Reason.NOT_FOUND);
  }
}
