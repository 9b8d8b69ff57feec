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

import dev.carillon.chat.model.AuditEntry;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.TempId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Authors that are no members. */
public abstract class ChatBotsContract {
  private static final String BOT = "00000000-0000-7000-8000-00000000b0b0";

  private ChatWorld world;
  private Chat chat;

  protected abstract ChatStore store();

  @BeforeEach
  void open() {
    world = new ChatWorld(store());
    chat = world.chat;
  }

  private Outcome<Message> send(String content) {
    return chat.bots().send(SendMessage.text(world.general, BOT, content), null, world.now());
  }

  private Person bot() {
    return done(chat.bots().put(OWNER, world.general, BOT, " Build Server ", world.now()));
  }

  @Test
  void whoModeratesAChannelChoosesItsBots() {
    assertThat(bot().name()).isEqualTo("Build Server");
    assertThat(bot().handle()).isEqualTo("build.server");
    assertThat(bot().kind()).isEqualTo(Person.Kind.BOT);
    assertThat(refused(chat.bots().put(JOHN, world.general, BOT, "x", world.now())))
        .isEqualTo(Reason.FORBIDDEN);
    for (String outsider : List.of(GUEST, STRANGER)) {
      assertThat(refused(chat.bots().put(outsider, world.general, BOT, "x", world.now())))
          .isEqualTo(Reason.NOT_FOUND);
    }
    assertThat(refused(chat.bots().put(OWNER, world.general, BOT, " ", world.now())))
        .isEqualTo(Reason.INVALID);
    assertThat(chat.people().person(BOT).orElseThrow().name()).isEqualTo("Build Server");
  }

  @Test
  void directChannelsHaveNone() {
    Channel direct =
        done(
            chat.channels()
                .openDirect(OWNER, world.workspaceId, List.of(JOHN), world.now(), _ -> {}));

    assertThat(refused(chat.bots().governed(OWNER, direct.id()))).isEqualTo(Reason.FORBIDDEN);
  }

  @Test
  void aBotWritesWithoutBecomingAMember() {
    bot();
    int members = world.general().state().memberCount();
    world.forget();

    Message sent = done(send("Build 42 is green, @john"));

    assertThat(sent.author().id()).isEqualTo(BOT);
    assertThat(sent.mentions()).containsExactly(JOHN);
    assertThat(world.events())
        .hasSize(1)
        .allSatisfy(event -> assertThat(event.change()).isInstanceOf(ChatEvent.MessageSent.class));
    assertThat(world.unread(JANE)).isEqualTo(1);
    assertThat(world.general().state().memberCount()).isEqualTo(members);
    assertThat(refused(world.trySend(SendMessage.text(world.general, BOT, "as a user"))))
        .isNotNull();
    assertThat(refused(chat.history().messages(BOT, world.general, Paging.latest(9), false)))
        .isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void aBotWritesWhereOnlyModeratorsMayAndAsFastAsItLikes() {
    bot();
    Channel.Settings strict = new Channel.Settings(60, false, true);
    done(
        chat.channels()
            .update(
                OWNER,
                world.general,
                new UpdateChannel(null, null, null, strict),
                world.now(),
                _ -> {}));

    done(send("one"));
    done(send("two"));
  }

  @Test
  void theSameUnderOneKeyIsSentOnce() {
    bot();
    SendMessage command = SendMessage.text(world.general, BOT, "once");
    SendMessage other = SendMessage.text(world.general, BOT, "other");

    Message first = done(chat.bots().send(keyed(command), "key", world.now()));

    assertThat(already(chat.bots().send(keyed(command), "key", world.now())).id())
        .isEqualTo(first.id());
    assertThat(refused(chat.bots().send(keyed(other), "key", world.now())))
        .isEqualTo(Reason.KEY_REUSED);
  }

  private static SendMessage keyed(SendMessage command) {
    return new SendMessage(
        command.channelId(),
        command.userId(),
        command.content(),
        null,
        false,
        List.of(),
        TempId.ofText("key"));
  }

  @Test
  void anUnknownBotAnArchivedChannelAndADeletedWorkspaceTakeNothing() {
    assertThat(refused(send("who am I"))).isEqualTo(Reason.NOT_FOUND);
    bot();
    done(chat.channels().archive(OWNER, world.general, world.now(), _ -> {}));
    assertThat(refused(send("too late"))).isEqualTo(Reason.ARCHIVED);
    done(chat.workspaces().delete(OWNER, world.workspaceId, world.now(), _ -> {}));
    assertThat(refused(send("too late"))).isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void whatIsDoneWithBotsIsNoted() {
    done(chat.bots().note(OWNER, world.general, "webhook.create", BOT, world.now()));
    assertThat(refused(chat.bots().note(JOHN, world.general, "webhook.create", BOT, world.now())))
        .isEqualTo(Reason.FORBIDDEN);

    assertThat(done(chat.history().audit(OWNER, world.workspaceId, Paging.latest(9))).items())
        .filteredOn(entry -> entry.action().equals("webhook.create"))
        .extracting(AuditEntry::target)
        .containsExactly(BOT);
  }
}
