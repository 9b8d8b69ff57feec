package dev.carillon.api.exchange.feed;

import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscriber begins.
 *
 * @param head what is published after this follows on the messages
 * @param sequence of the book, or of the account's newest event; 0: the stream has none
 * @param resumed whether the messages are all that was missed; null: nothing was to be resumed
 * @param messages what to send first, complete
 */
public record Start(Offset head, long sequence, @Nullable Boolean resumed, List<Payload> messages) {
  public Start {
    messages = List.copyOf(messages);
  }
}
