package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {
  private final List<String> done = new ArrayList<>();
  private final Undo undo = new Undo();

  @Test
  void stepsAreTakenBackNewestFirstEvenIfOneOfThemFails() {
    undo.with(() -> done.add("first"));
    undo.with(() -> {
      throw new IllegalStateException("second");
    });
    undo.with(() -> done.add("third"));

    assertThatThrownBy(undo::close).hasMessage("second");

    assertThat(done).containsExactly("third", "first");
  }

  @Test
  void nothingIsTakenBackTwice() {
    undo.with(() -> done.add("only"));

    undo.close();
    undo.close();

    assertThat(done).containsExactly("only");
  }

  @Test
  void whatSucceededIsNotTakenBack() {
    undo.with(() -> done.add("never"));

    undo.forget();
    undo.close();

    assertThat(done).isEmpty();
  }
}
