package dev.carillon.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.webhooks.Webhook.Incoming;
import dev.carillon.webhooks.Webhook.Outgoing;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of webhooks does. */
public abstract class WebhookStoreContract {
  private static final String CHANNEL = "00000000-0000-7000-8000-000000000001";
  private static final String OTHER = "00000000-0000-7000-8000-000000000002";

  private WebhookStore store;

  protected abstract WebhookStore store();

  @BeforeEach
  void open() {
    store = store();
  }

  private static Webhook hook(int number, String channelId, Webhook.Kind kind) {
    String id = "00000000-0000-7000-8000-0000000000" + (10 + number);
    return new Webhook(id, OTHER, channelId, "hook " + number, "john", 1_000 - number, kind);
  }

  private static Outgoing outgoing(long seq) {
    return new Outgoing(
        "https://example.com/a?b=c",
        List.of("new_message", "thread_reply"),
        "whsec_x",
        Progress.after(seq));
  }

  private Webhook stored(Webhook hook) {
    return store.find(hook.id()).orElseThrow();
  }

  private Progress progress(Webhook hook) {
    return ((Outgoing) stored(hook).kind()).progress();
  }

  @Test
  void oneNodeAtATimeMaySend() {
    Webhook hook = hook(1, CHANNEL, outgoing(41));
    assertThat(store.lease(hook.id(), "a", 60_000)).isFalse();
    store.insert(hook, 1);

    assertThat(store.lease(hook.id(), "a", 60_000)).isTrue();
    assertThat(store.lease(hook.id(), "b", 60_000)).isFalse();
    assertThat(store.lease(hook.id(), "a", 60_000)).isTrue();
    assertThat(store.lease(hook.id(), "a", 0)).isTrue();
    assertThat(store.lease(hook.id(), "b", 60_000)).isTrue();
    assertThat(store.lease(hook.id(), "a", 60_000)).isFalse();
    assertThat(stored(hook)).isEqualTo(hook);
  }

  @Test
  void bothKindsAreGivenBackAsTheyWere() {
    Webhook in = hook(1, CHANNEL, new Incoming("hash"));
    Webhook out = hook(2, CHANNEL, outgoing(41));
    Webhook elsewhere = hook(3, OTHER, outgoing(0));
    for (Webhook hook : List.of(in, out, elsewhere)) {
      assertThat(store.insert(hook, 2)).isTrue();
    }

    assertThat(store.find(in.id())).hasValue(in);
    assertThat(store.find(OTHER)).isEmpty();
    assertThat(store.ofChannel(CHANNEL)).containsExactly(out, in);
    assertThat(store.enabled()).containsExactly(out, elsewhere);
  }

  @Test
  void aChannelHasSoManyAndNoMore() {
    assertThat(store.insert(hook(1, CHANNEL, outgoing(0)), 1)).isTrue();
    assertThat(store.insert(hook(2, CHANNEL, outgoing(0)), 1)).isFalse();
    assertThat(store.insert(hook(3, OTHER, outgoing(0)), 1)).isTrue();
  }

  @Test
  void whatUsersChangeLeavesTheProgress() {
    Webhook hook = hook(1, CHANNEL, outgoing(41));
    store.insert(hook, 9);
    Progress failing = Progress.after(45).failed(5_000, 0, new Random(1));
    store.progressed(hook.id(), failing, null);

    Outgoing changed = new Outgoing("http://b.example", List.of("*"), "whsec_y", Progress.after(0));
    store.update(hook.with("other", changed));

    assertThat(stored(hook))
        .isEqualTo(
            hook.with("other", new Outgoing("http://b.example", List.of("*"), "whsec_y", failing)));
  }

  @Test
  void whatAUserSwitchedOffStaysOffWhateverACallComesTo() {
    Webhook hook = hook(1, CHANNEL, outgoing(41));
    store.insert(hook, 9);

    store.switched(hook.id(), Progress.after(41).switched(false));
    store.progressed(hook.id(), Progress.after(42), null);

    assertThat(progress(hook)).isEqualTo(Progress.after(42).switched(false));
    assertThat(store.enabled()).isEmpty();
  }

  @Test
  void whatACallEndedIsSwitchedOnAgainByAUser() {
    Webhook hook = hook(1, CHANNEL, outgoing(41));
    store.insert(hook, 9);
    store.progressed(hook.id(), Progress.after(41).ended("gone"), null);
    assertThat(progress(hook).disabledWhy()).isEqualTo("gone");

    store.switched(hook.id(), progress(hook).switched(true));

    assertThat(progress(hook)).isEqualTo(Progress.after(41));
  }

  @Test
  void theLastHundredCallsAreRemembered() {
    Webhook hook = hook(1, CHANNEL, outgoing(0));
    Webhook other = hook(2, CHANNEL, outgoing(0));
    store.insert(hook, 9);
    store.insert(other, 9);
    store.remember(other.id(), attempt(1));
    for (int i = 0; i < 105; i++) {
      store.progressed(hook.id(), Progress.after(i), attempt(i));
    }

    List<Attempt> kept = store.attempts(hook.id(), 1_000);
    assertThat(kept).hasSize(100);
    assertThat(kept.getFirst()).isEqualTo(attempt(104));
    assertThat(kept.getLast()).isEqualTo(attempt(5));
    assertThat(store.attempts(hook.id(), 2)).containsExactly(attempt(104), attempt(103));
    assertThat(store.attempts(other.id(), 9)).containsExactly(attempt(1));
  }

  private static Attempt attempt(int i) {
    return new Attempt(i, "msg_" + i, "new_message", 500, 12, i % 2 == 0 ? null : "answered 500");
  }

  @Test
  void whatIsDeletedIsGoneWithItsCallsAndComesBackByNone() {
    Webhook hook = hook(1, CHANNEL, outgoing(0));
    store.insert(hook, 9);
    store.remember(hook.id(), attempt(1));

    assertThat(store.delete(hook.id())).isTrue();
    store.progressed(hook.id(), Progress.after(9), attempt(2));
    store.remember(hook.id(), attempt(3));

    assertThat(store.find(hook.id())).isEmpty();
    assertThat(store.attempts(hook.id(), 9)).isEmpty();
    assertThat(store.delete(hook.id())).isFalse();
  }
}
