package dev.carillon.chat;

import static dev.carillon.chat.ChatWorld.JANE;
import static dev.carillon.chat.ChatWorld.JOHN;
import static dev.carillon.chat.ChatWorld.already;
import static dev.carillon.chat.ChatWorld.done;
import static dev.carillon.chat.ChatWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.TempId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent twice (chat.md 2.4, rule 2). */
public abstract class ChatRepeatsContract {
  private ChatWorld world;

  protected abstract ChatStore store();

  @BeforeEach
  void open() {
    world = new ChatWorld(store());
  }

  @Test
  void rule2TheSameSentAgainWithinADayIsTheFirstMessageAndToldOnce() {
    SendMessage command = world.temp(JOHN, "once", TempId.ofText("t1"));
    Message first = done(world.trySend(command));
    world.pass(24L * 60 * 60 * 1_000);

    assertThat(already(world.trySend(command))).isEqualTo(first);
    assertThat(world.events()).hasSize(1);

    world.pass(1);
    assertThat(done(world.trySend(command)).id()).isNotEqualTo(first.id());
  }

  @Test
  void rule2AnotherTextAnotherUserOrANumberIsAnotherMessage() {
    Message first = done(world.trySend(world.temp(JOHN, "a", TempId.ofText("1"))));

    assertThat(
            List.of(
                done(world.trySend(world.temp(JOHN, "b", TempId.ofText("1")))),
                done(world.trySend(world.temp(JANE, "a", TempId.ofText("1")))),
                done(world.trySend(world.temp(JOHN, "a", new TempId("1", true))))))
        .doesNotContain(first);
    assertThat(done(world.trySend(SendMessage.text(world.general, JOHN, "a")))).isNotNull();
    assertThat(done(world.trySend(SendMessage.text(world.general, JOHN, "a")))).isNotNull();
  }

  @Test
  void rule2WhatWasSentBeforeIsKnownAsRepeated() {
    SendMessage command = world.temp(JOHN, "once", TempId.ofText("t1"));
    assertThat(world.chat.messages().isRepeated(command, world.now())).isFalse();
    done(world.trySend(command));
    world.pass(24L * 60 * 60 * 1_000);

    assertThat(world.chat.messages().isRepeated(command, world.now())).isTrue();
    for (SendMessage other :
        List.of(
            world.temp(JOHN, "other", TempId.ofText("t1")),
            world.temp(JANE, "once", TempId.ofText("t1")),
            SendMessage.text(world.general, JOHN, "once"))) {
      assertThat(world.chat.messages().isRepeated(other, world.now())).isFalse();
    }
    assertThat(world.chat.messages().isRepeated(command, world.now() + 1)).isFalse();
  }

  @Test
  void rule2AKeyIsGoodForOneCommandAlone() {
    SendMessage command = world.temp(JOHN, "once", TempId.ofText("k"));
    Message first = done(sendOnce(command, "k"));

    assertThat(already(sendOnce(command, "k"))).isEqualTo(first);
    assertThat(refused(sendOnce(world.temp(JOHN, "other", TempId.ofText("k")), "k")))
        .isEqualTo(Reason.KEY_REUSED);
    assertThat(refused(sendOnce(world.temp(JOHN, "once", TempId.ofText("t")), "k")))
        .isEqualTo(Reason.KEY_REUSED);
    assertThat(world.events()).hasSize(1);
    assertThat(done(sendOnce(world.temp(JANE, "other", TempId.ofText("k")), "k"))).isNotNull();

    world.pass(24L * 60 * 60 * 1_000 + 1);
    assertThat(done(sendOnce(world.temp(JOHN, "other", TempId.ofText("k")), "k"))).isNotNull();
  }

  @Test
  void rule2AKeyGivenToWhatWasSentWithoutOneStaysWithIt() {
    SendMessage command = world.temp(JOHN, "once", TempId.ofText("t"));
    Message first = done(world.trySend(command));
    world.pass(20L * 60 * 60 * 1_000);

    assertThat(already(sendOnce(command, "k"))).isEqualTo(first);
    assertThat(refused(sendOnce(world.temp(JOHN, "other", TempId.ofText("t")), "k")))
        .isEqualTo(Reason.KEY_REUSED);
    world.pass(20L * 60 * 60 * 1_000);
    assertThat(already(sendOnce(command, "k"))).isEqualTo(first);
  }

  private Outcome<Message> sendOnce(SendMessage command, String key) {
    return world.chat.messages().sendOnce(command, key, world.now(), _ -> {});
  }
}
