package dev.carillon.protocol.phoenix;

/**
 * Answers the joins of one pattern of topics.
 *
 * @param <A> what the API noted about the socket
 */
@FunctionalInterface
public interface JoinHandler<A> {

  /**
   * Takes a join, which must be accepted or refused once, now or later and on any thread. Called on
   * the socket's event loop: must not block. The socket goes on meanwhile; what the client sends to
   * this topic waits until the join is answered. An exception refuses it; a {@link
   * dev.carillon.json.JsonException} with {@link Replies#invalid}. So does the {@linkplain
   * PhoenixSettings#answerTimeout timeout}: with {@code {"reason":"timeout"}}.
   */
  void join(Join<A> join);
}
