package dev.carillon.machine;

/**
 * Whoever has a machine in its hands, and does its work on one thread. Any thread may {@link
 * #submit}, {@link #read} and ask for the {@link #name}, {@link #isAvailable} and how far it is
 * {@link #behind}; the rest is for the machine's thread.
 *
 * @param <C> commands
 * @param <A> answers
 * @param <V> what can be read of the state
 */
public interface Owner<C, A, V> extends Running<C, A, V> {

  /** What the machine is called in the log. */
  String name();

  /** Whether commands are taken. */
  boolean isAvailable();

  /** How many records of the journal it knows of and has not done yet. */
  long behind();

  /** The number of the last record whose command was done; 0: none was. */
  long sequence();

  /**
   * Does what waits and what is due, once.
   *
   * @return how much was handled; 0: nothing waited
   */
  int doWork();

  /** Sleeps until there is work; may return early. */
  void awaitWork();

  /** Does what waits, then takes no more. */
  void end();
}
