package dev.carillon.engine;

import dev.carillon.market.EngineView;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import java.util.function.Consumer;

/** The engine as others see it. Any thread; nothing here blocks. */
public interface Engine {

  /**
   * Asks for something to be done.
   *
   * @param answer called once: on the engine's thread when the command is durable and applied,
   *     before any of its events is told; or at once on the caller's, refused with {@code BUSY} or
   *     {@code UNAVAILABLE}, when it was not even taken. Must not block
   */
  void submit(Command command, Consumer<Answer> answer);

  /**
   * Reads the state between two commands: all events of the commands before it were told, none of
   * those after it.
   *
   * @param reader called once on the engine's thread; must be quick and must not block
   * @return false: too much waits, or the engine has ended; then the reader is never called. Nor is
   *     one that still waits when the server ends. An engine that is unavailable can be read
   */
  boolean read(Consumer<EngineView> reader);
}
