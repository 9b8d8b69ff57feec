package dev.carillon.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TalkTest {
  @Test
  void aLineSaysWhoDoesWhat() {
    assertThat(
            Talk.lines(
                """
                # not said
                jane: Hello: all

                + john :wave:
                > john: Hi!
                * jane: Hello, all
                """))
        .containsExactly(
            new Talk.Said("jane", "Hello: all"),
            new Talk.Reacted("john", ":wave:"),
            new Talk.Replied("john", "Hi!"),
            new Talk.Edited("jane", "Hello, all"));
  }

  @Test
  void whatIsNoLineIsRefused() {
    assertThatThrownBy(() -> Talk.lines("?")).isInstanceOf(IllegalArgumentException.class);
  }
}
