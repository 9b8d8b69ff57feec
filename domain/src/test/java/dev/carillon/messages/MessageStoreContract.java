package dev.carillon.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.messages.Change.Changed;
import dev.carillon.messages.Change.Missing;
import dev.carillon.messages.Change.NotTheAuthor;
import dev.carillon.messages.Creation.Created;
import dev.carillon.messages.Creation.KeyReused;
import dev.carillon.messages.Creation.Repeated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link MessageStore} does. */
public abstract class MessageStoreContract {
  private static final Target EVERYONE = new Target.Everyone();
  private static final Body FULL =
      new Body("Hi \uD83D\uDC4B!", "[{\"url\":\"a\"}]", "{\"priority\":1.10}");

  /** An empty store; the same one within a test. */
  protected abstract MessageStore store();

  @Test
  void aMessageComesBackAsItWas() {
    Message direct = Message.create("m1", "john", new Target.OneUser("jane"), FULL, 1_000);
    Message channel =
        Message.create("m2", "john", new Target.Channel("general"), Body.of("hello"), 2_000);

    assertThat(store().create(direct, null)).isEqualTo(new Created(direct));
    assertThat(store().create(channel, null)).isEqualTo(new Created(channel));

    assertThat(store().find("m1")).contains(direct);
    assertThat(store().find("m2")).contains(channel);
    assertThat(store().find("m3")).isEmpty();
  }

  @Test
  void theSameKeyGivesTheFirstMessageAgain() {
    Message first = message("m1", "john", EVERYONE);
    store().create(first, "key");

    assertThat(store().create(message("m2", "john", EVERYONE), "key"))
        .isEqualTo(new Repeated(first));

    assertThat(ids(MessageQuery.visibleTo("john", 10))).containsExactly("m1");
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    store().create(message("m1", "john", EVERYONE), "key");
    Message other = Message.create("m2", "john", EVERYONE, Body.of("other"), 2_000);
    Message elsewhere = message("m3", "john", new Target.Channel("general"));

    assertThat(store().create(other, "key")).isEqualTo(new KeyReused());
    assertThat(store().create(elsewhere, "key")).isEqualTo(new KeyReused());
  }

  @Test
  void aKeyBelongsToOneUser() {
    store().create(message("m1", "john", EVERYONE), "key");

    Message second = message("m2", "jane", EVERYONE);
    assertThat(store().create(second, "key")).isEqualTo(new Created(second));
  }

  @Test
  void aChangedMessageIsStillTheFirstOfItsKey() {
    Message first = message("m1", "john", EVERYONE);
    store().create(first, "key");
    store().update("m1", "john", Body.of("changed"), 2_000);

    assertThat(store().create(message("m2", "john", EVERYONE), "key"))
        .isEqualTo(new Repeated(first.withBody(Body.of("changed"), 2_000)));
  }

  @Test
  void aDeletedMessageDoesNotComeBackByItsKey() {
    store().create(message("m1", "john", EVERYONE), "key");
    store().delete("m1", "john", 2_000);

    assertThat(store().create(message("m2", "john", EVERYONE), "key")).isEqualTo(new KeyReused());
    assertThat(store().find("m2")).isEmpty();
  }

  @Test
  void ofManyWithTheSameKeyOneIsStored() throws Exception {
    List<Callable<Creation>> callers =
        IntStream.range(0, 8)
            .<Callable<Creation>>mapToObj(
                i -> () -> store().create(message("m" + i, "john", EVERYONE), "key"))
            .toList();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Creation> answers = threads.invokeAll(callers).stream().map(Future::resultNow).toList();

      assertThat(answers).filteredOn(Created.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(Repeated.class::isInstance).hasSize(7);
    }
  }

  @Test
  void aUserSeesWhatIsPublicAndItsOwnDirectMessages() {
    store().create(message("public", "jane", EVERYONE), null);
    store().create(message("channel", "jane", new Target.Channel("general")), null);
    store().create(message("sent", "john", new Target.OneUser("jane")), null);
    store().create(message("received", "jane", new Target.OneUser("john")), null);
    store().create(message("foreign", "jane", new Target.OneUser("admin")), null);
    store().create(message("self", "john", new Target.OneUser("john")), null);

    assertThat(ids(MessageQuery.visibleTo("john", 10)))
        .containsExactly("self", "received", "sent", "channel", "public");
    assertThat(ids(MessageQuery.visibleTo("stranger", 10))).containsExactly("channel", "public");
    assertThat(ids(new MessageQuery(null, null, null, null, 10)))
        .containsExactly("self", "foreign", "received", "sent", "channel", "public");
  }

  @Test
  void aListIsNarrowedToAChannelOrToTwoUsers() {
    store().create(message("general", "jane", new Target.Channel("general")), null);
    store().create(message("other", "jane", new Target.Channel("other")), null);
    store().create(message("there", "john", new Target.OneUser("jane")), null);
    store().create(message("back", "jane", new Target.OneUser("john")), null);
    store().create(message("foreign", "jane", new Target.OneUser("admin")), null);

    assertThat(ids(new MessageQuery("john", "general", null, null, 10))).containsExactly("general");
    assertThat(ids(new MessageQuery(null, "other", null, null, 10))).containsExactly("other");
    assertThat(ids(new MessageQuery("john", null, "jane", null, 10)))
        .containsExactly("back", "there");
  }

  @Test
  void aListIsReadPageByPage() {
    for (int i = 1; i <= 7; i++) {
      store().create(message("m" + i, i % 2 == 0 ? "john" : "jane", EVERYONE), null);
    }
    MessageQuery first = MessageQuery.visibleTo("john", 3);

    assertThat(ids(first)).containsExactly("m7", "m6", "m5");
    assertThat(ids(first.before("m5"))).containsExactly("m4", "m3", "m2");
    assertThat(ids(first.before("m2"))).containsExactly("m1");
    assertThat(ids(first.before("m1"))).isEmpty();
    assertThat(ids(first.before("unknown"))).isEmpty();
  }

  @Test
  void aPageBeginsAlsoAtAMessageThatWasDeleted() {
    store().create(message("m1", "john", EVERYONE), null);
    store().create(message("m2", "john", EVERYONE), null);
    store().delete("m2", "john", 2_000);

    assertThat(ids(MessageQuery.visibleTo("john", 3).before("m2"))).containsExactly("m1");
  }

  @Test
  void theAuthorChangesAMessage() {
    Message message = message("m1", "john", EVERYONE);
    store().create(message, null);

    Message changed = message.withBody(FULL, 2_000);
    assertThat(store().update("m1", "john", FULL, 2_000)).isEqualTo(new Changed(changed));
    assertThat(store().find("m1")).contains(changed);
  }

  @Test
  void theAuthorDeletesAMessage() {
    Message message = message("m1", "john", EVERYONE);
    store().create(message, null);

    assertThat(store().delete("m1", "john", 2_000)).isEqualTo(new Changed(message));
    assertThat(store().find("m1")).isEmpty();
    assertThat(ids(MessageQuery.visibleTo("john", 10))).isEmpty();
    assertThat(store().delete("m1", "john", 3_000)).isEqualTo(new Missing());
    assertThat(store().update("m1", "john", FULL, 3_000)).isEqualTo(new Missing());
  }

  @Test
  void nobodyElseChangesOrDeletesAMessage() {
    Message message = message("m1", "john", EVERYONE);
    store().create(message, null);

    assertThat(store().update("m1", "jane", FULL, 2_000)).isEqualTo(new NotTheAuthor(message));
    assertThat(store().delete("m1", "jane", 2_000)).isEqualTo(new NotTheAuthor(message));
    assertThat(store().update("m2", "jane", FULL, 2_000)).isEqualTo(new Missing());
    assertThat(store().find("m1")).contains(message);
  }

  private List<String> ids(MessageQuery query) {
    return store().list(query).stream().map(Message::id).toList();
  }

  private static Message message(String id, String userId, Target target) {
    return Message.create(id, userId, target, Body.of("hello"), 1_000);
  }

  @Test
  void whatCameOfAWriteIsToldOnceBeforeItReturns() {
    List<Object> told = new ArrayList<>();
    Message first = message("m1", "john", EVERYONE);

    store().create(first, "key", told::add);
    store().create(message("m2", "john", EVERYONE), "key", told::add);
    Message changed = first.withBody(Body.of("changed"), 2_000);
    store().update("m1", "john", Body.of("changed"), 2_000, told::add);
    store().delete("m1", "jane", 3_000, told::add);
    store().delete("m1", "john", 3_000, told::add);

    assertThat(told)
        .containsExactly(
            new Created(first),
            new Repeated(first),
            new Change.Changed(changed),
            new Change.NotTheAuthor(changed),
            new Change.Changed(changed));
  }

  @Test
  void theOrderInWhichCreatesAreToldIsTheOrderOfTheList() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Creation>> creates = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Message message = message("m" + i, "john", EVERYONE);
      creates.add(() -> store().create(message, null, _ -> told.add(message.id())));
    }

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Creation> each : threads.invokeAll(creates)) {
        assertThat(each.get()).isInstanceOf(Created.class);
      }
    }

    List<Message> listed = store().list(MessageQuery.visibleTo("john", 100));
    assertThat(told).hasSize(64).isEqualTo(listed.reversed().stream().map(Message::id).toList());
  }

  @Test
  void oldKeysAndWhatWasDeletedLongAgoAreForgotten() {
    store().create(message("m1", "john", EVERYONE), "key1");
    store().create(message("m2", "john", EVERYONE), "key2");
    store().create(message("m3", "john", EVERYONE), null);
    store().delete("m2", "john", 5_000);
    store().delete("m3", "john", 9_000);

    assertThat(store().forget(6_000)).isEqualTo(2);
    assertThat(store().forget(6_000)).isZero();

    Message again = message("m4", "john", EVERYONE);
    assertThat(store().create(again, "key1")).isEqualTo(new Created(again));
    assertThat(store().list(MessageQuery.visibleTo("john", 10)))
        .extracting(Message::id)
        .containsExactly("m4", "m1");
    assertThat(store().list(MessageQuery.visibleTo("john", 10).before("m3")))
        .extracting(Message::id)
        .containsExactly("m1");
    assertThat(store().list(MessageQuery.visibleTo("john", 10).before("m2"))).isEmpty();
  }
}
