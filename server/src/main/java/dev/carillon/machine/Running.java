package dev.carillon.machine;

import java.util.function.Consumer;

/**
 * A machine at work, as others see it. Any thread; nothing here blocks.
 *
 * @param <C> commands
 * @param <A> answers
 * @param <V> what can be read of the state
 */
public interface Running<C, A, V> {

  /**
   * Asks for something to be done.
   *
   * @param answer called once: on the machine's thread when the command is durable and applied,
   *     before any of its events is told; or at once on the caller's, refused as busy or
   *     unavailable, when it was not even taken. Must not block
   */
  void submit(C command, Consumer<A> answer);

  /**
   * Reads the state between two commands: all events of the commands before it were told, none of
   * those after it.
   *
   * @param reader called once on the machine's thread; must be quick and must not block
   * @return false: too much waits, or the machine has ended; then the reader is never called. Nor
   *     is one that still waits when the server ends. A machine that is unavailable can be read,
   *     unless it failed in the middle of a command
   */
  boolean read(Consumer<V> reader);

  /**
   * As {@link #read}, but sees whatever anybody was answered before, also by other nodes of
   * several: so it may take as long as their journal takes to tell how far it is. While that can't
   * be read, as this node knows it.
   */
  default boolean readNewest(Consumer<V> reader) {
    return read(reader);
  }
}
