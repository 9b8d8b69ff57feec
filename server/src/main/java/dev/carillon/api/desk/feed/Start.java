package dev.carillon.api.desk.feed;

import dev.carillon.api.desk.format.Fault;
import dev.carillon.core.bus.Payload;
import java.util.List;

/** What becomes of a {@link Wish}. */
public sealed interface Start {

  /**
   * It begins.
   *
   * @param messages how things stand: what is to be sent first, complete
   */
  record Begun(List<Payload> messages) implements Start {
    public Begun {
      messages = List.copyOf(messages);
    }
  }

  /** It does not begin. */
  record Refused(Fault fault) implements Start {}
}
