package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.gists;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.MemoryChatStore;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ChatTransaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a client sends without waiting for answers. */
class SendsInARowTest {
  private final HeldStore store = new HeldStore();
  private final ChatApiWorld world = new ChatApiWorld(ChatApiSettings.DEFAULT, 1, store);
  private final ChatClient john = world.connect("john").joined(world.general);
  private final String topic = world.topic(world.general);

  /** A store that keeps what is submitted until it is told to write. */
  private static final class HeldStore implements ChatStore {
    private final ChatStore store = new MemoryChatStore();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean full;

    @Override
    public <T> T write(Function<ChatTransaction, T> work, Consumer<? super T> onCommit) {
      return store.write(work, onCommit);
    }

    @Override
    public <T> void submit(
        Function<ChatTransaction, T> work,
        Consumer<? super T> onCommit,
        Consumer<? super RuntimeException> onFailure) {
      if (full) {
        throw new RejectedExecutionException("full");
      }
      held.add(() -> store.submit(work, onCommit, onFailure));
    }

    @Override
    public <T> T read(Function<ChatReader, T> work) {
      return store.read(work);
    }

    void writeAll() {
      for (Runnable next = held.poll(); next != null; next = held.poll()) {
        next.run();
      }
    }
  }

  private void says(String event, String payload) {
    assertThat(john.hears(topic, event, payload)).isEmpty();
  }

  private static List<String> contents(List<Heard> heard) {
    List<String> contents = new ArrayList<>();
    for (Heard one : heard) {
      if (one.event().equals("new_message")) {
        contents.add(one.payload().get("message").get("content").asString());
      }
    }
    return contents;
  }

  @Test
  void messagesInARowShareACommitAndAreAnsweredInTheirOrder() {
    ChatClient jane = world.connect("jane").joined(world.general);
    john.hears();
    for (int i = 0; i < 20; i++) {
      says("send_message", "{'content':'m" + i + "'}");
    }
    assertThat(store.held).hasSize(20);

    store.writeAll();

    List<Heard> heard = john.hears();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      expected.addAll(List.of("phx_reply ok", "message_sent", "new_message"));
      assertThat(heard.get(3 * i).response().get("message").get("content").asString())
          .isEqualTo("m" + i);
      assertThat(contents(heard).get(i)).isEqualTo("m" + i);
    }
    assertThat(gists(heard)).isEqualTo(expected);
    assertThat(contents(jane.hears())).isEqualTo(contents(heard));
  }

  @Test
  void whateverElseIsPushedSeesWhatWasSentBefore() {
    says("send_message", "{'content':'first'}");
    says("load_older_messages", "{}");
    says("send_message", "{'content':'last'}");
    assertThat(store.held).hasSize(1);

    store.writeAll();
    List<Heard> heard = john.hears();
    store.writeAll();

    assertThat(gists(heard))
        .containsExactly(
            "phx_reply ok", "message_sent", "new_message", "phx_reply ok", "older_messages_loaded");
    assertThat(heard.get(3).response().get("messages").get(0).get("content").asString())
        .isEqualTo("first");
    assertThat(gists(john.hears())).containsExactly("phx_reply ok", "message_sent", "new_message");
  }

  @Test
  void whatIsRefusedAtOnceIsAnsweredInItsTurn() {
    says("send_message", "{'content':'fine'}");
    says("send_message", "{'content':5}");
    store.writeAll();
    assertThat(gists(john.hears()))
        .containsExactly(
            "phx_reply ok", "message_sent", "new_message", "phx_reply error", "message_error");

    says("send_message", "{'content':'fine'}");
    says("send_message", "{'content':' '}");
    says("send_message", "{'content':'fine too'}");
    says("unheard_of", "{}");
    store.writeAll();
    assertThat(gists(john.hears()))
        .containsExactly(
            "phx_reply ok",
            "message_sent",
            "new_message",
            "phx_reply error",
            "message_error",
            "phx_reply ok",
            "message_sent",
            "new_message",
            "phx_reply error");
  }

  @Test
  void aStoreThatTakesNoMoreIsAnsweredInItsTurn() {
    says("send_message", "{'content':'fine'}");
    store.full = true;
    says("send_message", "{'content':'too many'}");
    store.writeAll();

    List<Heard> heard = john.hears();
    assertThat(gists(heard))
        .containsExactly("phx_reply ok", "message_sent", "new_message", "phx_reply error");
    assertThat(heard.getLast().response().get("reason").asString()).isEqualTo("unavailable");
  }

  @Test
  void whoHasLeftMeanwhileIsRefused() {
    says("send_message", "{'content':'one'}");
    says("send_message", "{'content':'two'}");
    world.chat.channels().leave("john", world.general, world.clock.millis(), _ -> {});
    assertThat(gists(john.hears())).contains("access_revoked", "phx_close");
    store.writeAll();

    assertThat(gists(john.hears())).containsExactly("phx_reply error", "phx_reply error");
    assertThat(KeenReader.stored(world)).noneMatch(line -> line.contains("one"));
  }
}
