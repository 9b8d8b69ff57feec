package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Person;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Row 35: edges only. */
class TypingTest {
  private static final Person JOHN =
      new Person("john", "John Doe", "john", null, Person.Kind.HUMAN, null);

  private final List<String> told = new ArrayList<>();
  private final Typing typing =
      new Typing(
          new Typing.Listener() {
            @Override
            public void began(String channelId, Person person) {
              told.add("+" + channelId + " " + person.id());
            }

            @Override
            public void stopped(String channelId, String userId) {
              told.add("-" + channelId + " " + userId);
            }
          });

  @Test
  void isToldOnceHoweverOftenItIsSaid() {
    typing.start("c", JOHN, 1, 0);
    typing.start("c", JOHN, 1, 1_000);
    typing.stop("c", "john", 1);
    typing.stop("c", "john", 1);

    assertThat(told).containsExactly("+c john", "-c john");
  }

  @Test
  void endsTenSecondsAfterTheLastStart() {
    typing.start("c", JOHN, 1, 0);
    typing.start("c", JOHN, 1, 6_000);
    typing.expire(15_999);

    assertThat(told).containsExactly("+c john");

    typing.expire(16_000);
    assertThat(told).containsExactly("+c john", "-c john");
    assertThat(typing.size()).isZero();
  }

  @Test
  void endsWithTheLastOfTheUsersDevices() {
    typing.start("c", JOHN, 1, 0);
    typing.start("c", JOHN, 2, 0);
    typing.stop("c", "john", 1);

    assertThat(told).containsExactly("+c john");

    typing.stop("c", "john", 2);
    assertThat(told).containsExactly("+c john", "-c john");
  }

  @Test
  void endsOnAllDevicesWhenItWasSent() {
    typing.start("c", JOHN, 1, 0);
    typing.start("c", JOHN, 2, 0);
    typing.clear("c", "john");
    typing.stop("c", "john", 2);

    assertThat(told).containsExactly("+c john", "-c john");
  }

  @Test
  void isOfOneChannel() {
    typing.start("c", JOHN, 1, 0);
    typing.start("d", JOHN, 1, 0);
    typing.clear("c", "john");

    assertThat(told).containsExactly("+c john", "+d john", "-c john");
  }

  @Test
  void stoppingWhatWasNeverBegunIsNotTold() {
    typing.stop("c", "john", 1);
    typing.clear("c", "john");

    assertThat(told).isEmpty();
  }
}
