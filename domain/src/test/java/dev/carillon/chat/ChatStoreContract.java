package dev.carillon.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every store of the chat promises of its transactions. */
public abstract class ChatStoreContract {

  protected abstract ChatStore store();

  @Test
  void aWorkThatThrowsLeavesNothingAndTellsNobody() {
    ChatStore store = store();
    List<Object> told = new ArrayList<>();

    assertThatThrownBy(() ->
            store.write(
                tx -> {
                  tx.putPerson(person("p1"));
                  throw new IllegalStateException("bug");
                },
                told::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bug");

    assertThat(store.<Boolean>read(reader -> reader.person("p1").isPresent())).isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void whoIsToldSeesWhatWasCommitted() {
    ChatStore store = store();
    List<Boolean> seen = new ArrayList<>();

    store.write(
        tx -> {
          tx.putPerson(person("p1"));
          return "p1";
        },
        id -> seen.add(store.read(reader -> reader.person(id).isPresent())));

    assertThat(seen).containsExactly(true);
  }

  @Test
  void whoFailsToHearChangesNothing() {
    ChatStore store = store();

    String answer =
        store.write(
            tx -> {
              tx.putPerson(person("p1"));
              return "fine";
            },
            _ -> {
              throw new IllegalStateException("a listener's bug");
            });

    assertThat(answer).isEqualTo("fine");
    assertThat(store.<Boolean>read(reader -> reader.person("p1").isPresent())).isTrue();
  }

  @Test
  void concurrentSendsAreToldInTheOrderOfTheirNumbers() throws Exception {
    ChatWorld world = new ChatWorld(store());
    long first = world.general().lastSeq() + 1;
    List<Callable<Outcome<?>>> sends = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      SendMessage command =
          SendMessage.text(world.general, i % 2 == 0 ? ChatWorld.JOHN : ChatWorld.JANE, "m" + i);
      sends.add(() -> world.trySend(command));
    }

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Outcome<?>> send : threads.invokeAll(sends)) {
        assertThat(send.get()).isInstanceOf(Outcome.Done.class);
      }
    }

    assertThat(world.events())
        .extracting(ChatEvent::seq)
        .containsExactlyElementsOf(LongStream.range(first, first + 64).boxed().toList());
  }

  @Test
  void worksOfOneThreadThatAreSubmittedRunAndAreToldInTheirOrder() throws Exception {
    ChatStore store = store();
    List<String> ran = new ArrayList<>();
    List<String> told = new ArrayList<>();
    CountDownLatch end = new CountDownLatch(1);

    for (int i = 0; i < 500; i++) {
      String id = "p" + i;
      store.submit(
          tx -> {
            ran.add(id);
            if (id.endsWith("7")) {
              throw new IllegalStateException(id);
            }
            tx.putPerson(person(id));
            return id;
          },
          told::add,
          failure -> told.add("failed " + failure.getMessage()));
    }
    String last = store.write(_ -> "last", told::add);
    store.submit(_ -> "end", _ -> end.countDown(), _ -> {});
    assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();

    List<String> ids = IntStream.range(0, 500).mapToObj(i -> "p" + i).toList();
    assertThat(ran).isEqualTo(ids);
    assertThat(told.removeLast()).isEqualTo(last);
    assertThat(told)
        .isEqualTo(ids.stream().map(id -> id.endsWith("7") ? "failed " + id : id).toList());
    for (String id : ids) {
      assertThat(store.<Boolean>read(reader -> reader.person(id).isPresent()))
          .isEqualTo(!id.endsWith("7"));
    }
  }

  private static Person person(String id) {
    return new Person(id, id, id, null, Person.Kind.HUMAN, null);
  }
}
