package dev.carillon.api.chat.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatSetting;
import dev.carillon.api.chat.hooks.HookReceiver.Received;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.Message;
import dev.carillon.json.JsonObject;
import dev.carillon.webhooks.Progress;
import dev.carillon.webhooks.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesIT {
  @TempDir private Path folder = Path.of("");

  private HookReceiver receiver;
  private HookWorld world;

  @BeforeEach
  void open() {
    receiver = new HookReceiver();
    world = new HookWorld(folder, AddressRule.ANY);
  }

  @AfterEach
  void close() {
    world.close();
    receiver.close();
  }

  private Webhook hook(String... events) {
    return world.hook(receiver.url("/in?key=1"), events);
  }

  private List<String> contents() {
    return receiver.contents();
  }

  @Test
  void anEventIsPostedSigned() {
    Webhook hook = hook("new_message");

    Message sent = world.send("Hällo");

    assertThat(receiver.all()).hasSize(1);
    Received call = receiver.all().getFirst();
    assertThat(call.method() + " " + call.path()).isEqualTo("POST /in?key=1");
    assertThat(call.header("content-type")).isEqualTo("application/json");
    assertThat(call.header("host")).isEqualTo(receiver.url("").substring(7));
    assertThat(call.header("webhook-id")).isEqualTo("msg_" + hook.id() + "_" + sent.seq());
    assertThat(call.header("webhook-timestamp"))
        .isEqualTo(Long.toString(world.clock.millis() / 1_000));
    assertThat(call.header("webhook-signature"))
        .isEqualTo(
            Signature.of(
                HookWorld.SECRET,
                call.header("webhook-id"),
                world.clock.millis() / 1_000,
                call.body().getBytes(StandardCharsets.UTF_8)));
    JsonObject json = call.json();
    assertThat(json.names())
        .containsExactly("id", "type", "timestamp", "workspace_id", "channel_id", "data");
    assertThat(json.string("id")).isEqualTo(call.header("webhook-id"));
    assertThat(json.string("type")).isEqualTo("new_message");
    assertThat(json.string("timestamp")).isEqualTo("2026-11-21T12:00:00.000Z");
    assertThat(call.content()).isEqualTo("Hällo");
    assertThat(json.optionalObject("data").orElseThrow().integer("seq", 0, 99))
        .isEqualTo(sent.seq());
    assertThat(world.errors(hook)).containsExactly("");
  }

  @Test
  void onlyWhatAWebhookWantsIsSentAndAStarWantsAll() {
    hook("message_deleted");
    world.hook(receiver.url("/all"), "*");

    Message sent = world.send("one");
    world.chat.messages().delete(ChatSetting.JOHN, ref(sent), world.clock.millis(), _ -> {});
    world.run();

    assertThat(receiver.all())
        .extracting(call -> call.path() + " " + call.type())
        .containsExactlyInAnyOrder(
            "/all new_message", "/all message_deleted", "/in?key=1 message_deleted");
  }

  private static MessageRef ref(Message message) {
    return MessageRef.of(message.id());
  }

  @Test
  void aFailureIsTriedAgainWhenItsTimeHasComeAndNothingOvertakesIt() {
    Webhook hook = hook("new_message");
    receiver.answer(500, 503);

    world.send("one");
    world.send("two");
    assertThat(contents()).containsExactly("one");
    long first = world.progress(hook).nextAtMillis() - world.clock.millis();
    assertThat(first).isBetween(2_500L, 5_000L);

    world.pass(Duration.ofMillis(first - 1));
    assertThat(contents()).containsExactly("one");
    world.pass(Duration.ofMillis(1));
    assertThat(contents()).containsExactly("one", "one");
    long second = world.progress(hook).nextAtMillis() - world.clock.millis();
    assertThat(second).isBetween(5_000L, 10_000L);
    world.pass(Duration.ofMillis(second));

    assertThat(contents()).containsExactly("one", "one", "one", "two");
    assertThat(receiver.all().stream().map(call -> call.header("webhook-id")).distinct())
        .hasSize(2);
    assertThat(world.errors(hook)).containsExactly("answered 500", "answered 503", "", "");
    assertThat(world.progress(hook).failures()).isZero();
  }

  @Test
  void aReceiverIsLeftAloneAsLongAsItAsks() {
    Webhook hook = hook("new_message");
    receiver.answerWith(Map.of("Retry-After", "120"));
    receiver.answer(429);

    world.send("one");

    assertThat(world.progress(hook).nextAtMillis()).isEqualTo(world.clock.millis() + 120_000);
  }

  @Test
  void redirectsAreNotFollowed() {
    Webhook hook = hook("new_message");
    receiver.answerWith(Map.of("Location", receiver.url("/secret")));
    receiver.answer(307);

    world.send("one");

    assertThat(receiver.all()).hasSize(1);
    assertThat(world.errors(hook)).containsExactly("answered 307");
  }

  @Test
  void goneEndsAWebhookUntilAUserSwitchesItOn() {
    Webhook hook = hook("new_message");
    receiver.answer(410);

    world.send("one");
    world.send("two");
    world.pass(Duration.ofDays(1));
    assertThat(contents()).containsExactly("one");
    assertThat(world.progress(hook).enabled()).isFalse();
    assertThat(world.progress(hook).disabledWhy()).isEqualTo("the receiver answered 410 Gone");

    world.switchOn(hook);
    world.send("three");
    assertThat(contents()).containsExactly("one", "one", "two", "three");
  }

  @Test
  void threeDaysOfFailuresEndAWebhook() {
    Webhook hook = hook("new_message");
    receiver.before(_ -> receiver.answer(500));
    world.send("one");

    Duration waited = Duration.ZERO;
    while (world.progress(hook).enabled()) {
      long wait = world.progress(hook).nextAtMillis() - world.clock.millis();
      world.pass(Duration.ofMillis(wait));
      waited = waited.plusMillis(wait);
    }

    assertThat(waited).isBetween(Duration.ofDays(3), Duration.ofDays(3).plusHours(1));
    assertThat(receiver.all()).hasSizeBetween(72, 200);
    int calls = receiver.all().size();
    world.restart();
    world.pass(Duration.ofDays(1));
    assertThat(receiver.all()).hasSize(calls);
  }

  @Test
  void anotherProcessGoesOnWhereOneEnded() {
    Webhook hook = hook("new_message");
    receiver.answer(200, 500);
    world.send("one");
    world.send("two");
    world.send("three");

    world.restart();
    assertThat(contents()).containsExactly("one", "two");
    world.pass(Duration.ofMillis(world.progress(hook).nextAtMillis() - world.clock.millis()));

    assertThat(contents()).containsExactly("one", "two", "two", "three");
  }

  @Test
  void ofAnEventInTwoCallsOnlyTheOneThatFailedIsRepeated() {
    Message root = world.send("root");
    Webhook hook = hook("thread_reply", "new_message");
    receiver.answer(200, 500);

    world.send(
        new SendMessage(
            world.channelId, ChatSetting.JOHN, "both", root.id(), true, List.of(), null));
    world.run();
    world.restart();
    world.pass(Duration.ofMillis(world.progress(hook).nextAtMillis() - world.clock.millis()));

    assertThat(receiver.all())
        .extracting(Received::type)
        .containsExactly("thread_reply", "new_message", "new_message");
    assertThat(receiver.all().get(1).header("webhook-id"))
        .isEqualTo(receiver.all().get(2).header("webhook-id"))
        .isNotEqualTo(receiver.all().get(0).header("webhook-id"));
  }

  @Test
  void theTextOfAMessageThatWasDeletedMeanwhileIsNotSent() {
    Webhook hook = hook("new_message");
    receiver.answer(500);
    Message sent = world.send("regretted");
    world.chat.messages().delete(ChatSetting.JOHN, ref(sent), world.clock.millis(), _ -> {});

    world.pass(Duration.ofMillis(world.progress(hook).nextAtMillis() - world.clock.millis()));

    assertThat(contents()).containsExactly("regretted", "");
  }

  @Test
  void eventsThatTheChannelForgotAreAccountedFor() {
    Webhook hook = hook("new_message");
    receiver.answer(500);
    Message first = world.send("1");
    for (int i = 2; i <= 6; i++) {
      world.send("" + i);
    }
    var _ = world.chat.purge().run(world.clock.millis());

    world.pass(Duration.ofMillis(world.progress(hook).nextAtMillis() - world.clock.millis()));

    Received dropped = receiver.all().get(1);
    assertThat(dropped.type()).isEqualTo("events_dropped");
    JsonObject data = dropped.json().optionalObject("data").orElseThrow();
    assertThat(data.integer("from_seq", 0, 99)).isEqualTo(first.seq());
    assertThat(data.integer("to_seq", 0, 99)).isEqualTo(first.seq() + 2);
    assertThat(receiver.all().subList(2, 5))
        .extracting(Received::content)
        .containsExactly("4", "5", "6");
  }

  @Test
  void manyEventsThatNobodyWantsAreReadOnce() {
    Webhook hook = hook("user_left");
    long begin = world.progress(hook).seq();
    for (int i = 0; i < 45; i++) {
      world.send(SendMessage.text(world.channelId, ChatSetting.JOHN, "message " + i));
    }
    world.run();

    assertThat(receiver.all()).isEmpty();
    assertThat(world.progress(hook)).isEqualTo(Progress.after(begin + 40));
  }

  @Test
  void aDeletedWebhookIsCalledNoMore() {
    Webhook hook = hook("new_message");
    world.send("one");

    world.delete(hook);
    world.send("two");

    assertThat(contents()).containsExactly("one");
  }

  @Test
  void aReceiverThatDoesNotAnswerIsCutAfterTheLimit() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Webhook hook = world.hook("http://127.0.0.1:" + silent.getLocalPort(), "new_message");
      world.send("one");

      assertThat(world.errors(hook)).containsExactly("no answer in time");
    }
  }

  @Test
  void whatIsNoHttpAndWhereNobodyListensAreFailures() throws IOException {
    int free;
    try (ServerSocket gone = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      free = gone.getLocalPort();
    }
    try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(rude));
      Webhook nobody = world.hook("http://127.0.0.1:" + free, "new_message");
      Webhook noTls = world.hook("https://127.0.0.1:" + rude.getLocalPort(), "new_message");
      Webhook noHttp = world.hook("http://127.0.0.1:" + rude.getLocalPort(), "new_message");
      Webhook noHost = world.hook("http://no-such-host.invalid/", "new_message");
      world.send("one");

      assertThat(world.errors(nobody)).containsExactly("no connection, or no answer of HTTP");
      assertThat(world.errors(noTls))
          .containsExactly("the certificate or the TLS handshake is not good");
      assertThat(world.errors(noHttp)).containsExactly("no connection, or no answer of HTTP");
      assertThat(world.errors(noHost)).containsExactly("no such host");
    }
  }

  /** Something that is neither TLS nor HTTP. */
  private static void greet(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket
            .getOutputStream()
            .write("SSH-2.0-OpenSSH\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        while (socket.getInputStream().read() >= 0) {
          socket.setSoTimeout(1_000);
        }
      } catch (IOException _) {
        // The test is over, or the caller had enough.
      }
    }
  }

  @Test
  void thisMachineIsNotCalledUnlessASettingAllowsIt(@TempDir Path other) {
    try (HookWorld strict = new HookWorld(other, AddressRule.PUBLIC_ONLY)) {
      Webhook byName =
          strict.hook(receiver.url("/").replace("127.0.0.1", "localhost"), "new_message");
      Webhook byNumber = strict.hook(receiver.url("/"), "new_message");
      strict.send("one");

      assertThat(strict.errors(byName)).containsExactly("this address may not be called");
      assertThat(strict.errors(byNumber)).containsExactly("this address may not be called");
    }
    assertThat(receiver.all()).isEmpty();
  }
}
