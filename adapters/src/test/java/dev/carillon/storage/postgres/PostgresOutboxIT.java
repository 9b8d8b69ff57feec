package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.messages.Body;
import dev.carillon.messages.Message;
import dev.carillon.messages.MessageStore;
import dev.carillon.messages.Target;
import dev.carillon.messages.Unpublished;
import dev.carillon.messages.Unpublished.Kind;
import dev.carillon.testkit.Await;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node committed and did not publish is published by another. */
@ExtendWith(PostgresServer.class)
class PostgresOutboxIT {
  private static final Message MESSAGE =
      Message.create("m1", "john", new Target.Channel("general"), Body.of("hello"), 1_000);

  private final MessageStore store;

  PostgresOutboxIT(TestDatabase database) {
    store = database.stores().messages();
  }

  @Test
  void whatIsNotPublishedIsGivenToOneAfterAWhile() {
    store.create(MESSAGE, "key");
    store.create(MESSAGE, "key");

    assertThat(store.unpublished(1_000, 11_000, 10)).isEmpty();
    assertThat(store.unpublished(1_001, 11_000, 10))
        .containsExactly(new Unpublished(MESSAGE, Kind.CREATED, 1_000));
    assertThat(store.unpublished(11_000, 21_000, 10)).isEmpty();
    assertThat(store.unpublished(11_001, 21_000, 10)).hasSize(1);
  }

  @Test
  void eachThingThatIsDoneIsToBePublished() {
    store.create(MESSAGE, null);
    store.update("m1", "john", Body.of("changed"), 2_000);
    store.delete("m1", "jane", 2_500);

    assertThat(store.unpublished(5_000, 5_000, 10))
        .extracting(Unpublished::kind)
        .containsExactly(Kind.CREATED, Kind.UPDATED);
  }

  @Test
  void aChangeThatWasOvertakenByAnotherIsNotToldAsThatOne() {
    store.create(MESSAGE, null);
    store.published("m1", Kind.CREATED, 1_000);
    store.update("m1", "john", Body.of("changed"), 2_000);
    store.update("m1", "john", Body.of("once more"), 3_000);

    List<Unpublished> found = store.unpublished(5_000, 5_000, 10);

    assertThat(found).extracting(Unpublished::atMillis).containsExactly(3_000L);
    assertThat(found.getFirst().message().body().content()).isEqualTo("once more");
    assertThat(store.unpublished(20_000, 20_000, 10)).hasSize(1);
  }

  @Test
  void ofADeletedMessageOnlyThatIsTold() {
    store.create(MESSAGE, null);
    store.update("m1", "john", Body.of("changed"), 2_000);
    store.delete("m1", "john", 3_000);

    List<Unpublished> found = store.unpublished(5_000, 5_000, 10);

    assertThat(found).extracting(Unpublished::kind).containsExactly(Kind.DELETED);
    assertThat(found.getFirst().message().body().content()).isEmpty();
    assertThat(found.getFirst().message().target()).isEqualTo(MESSAGE.target());
  }

  @Test
  void whatIsPublishedIsForgotten() {
    store.create(MESSAGE, null);
    store.update("m1", "john", Body.of("changed"), 2_000);

    store.published("m1", Kind.CREATED, 1_000);
    store.published("m1", Kind.UPDATED, 2_000);

    Await.until(() -> store.unpublished(5_000, 4_999, 10).isEmpty());
  }

  @Test
  void whatWasForgottenWithItsMessageIsNotAskedForAnyMore() {
    store.create(MESSAGE, null);
    store.delete("m1", "john", 2_000);

    store.forget(3_000);

    assertThat(store.unpublished(5_000, 5_000, 10)).isEmpty();
  }
}
