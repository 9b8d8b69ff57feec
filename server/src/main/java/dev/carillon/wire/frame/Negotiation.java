package dev.carillon.wire.frame;

import dev.carillon.wire.frame.Extension.Parameter;
import java.util.List;

/** What a server answers to {@code Sec-WebSocket-Extensions}: RFC 7692 section 7.1. */
public sealed interface Negotiation {

  /** permessage-deflate is on. {@code answer} is the value of the response's header. */
  record Agreed(String answer) implements Negotiation {}

  /** No offer is one we take: the connection goes on without extensions. */
  record Declined() implements Negotiation {}

  /** The header is not one: the handshake fails with 400. */
  record Malformed() implements Negotiation {}

  /**
   * Takes the first acceptable offer.
   *
   * <p>Neither side keeps context between messages. We ask that of the client, as section 7.1.1.2
   * lets us without being asked, so that one inflater serves an event loop; and do it ourselves, so
   * that one compressed frame serves all subscribers.
   *
   * @param lines the header's lines in their order
   */
  static Negotiation negotiate(List<String> lines) {
    Negotiation result = new Declined();
    for (String line : lines) {
      List<Extension> offers = Extension.parse(line);
      if (offers == null) {
        return new Malformed();
      }
      for (Extension offer : offers) {
        if (result instanceof Declined && isAcceptable(offer)) {
          result = new Agreed(answer(offer));
        }
      }
    }
    return result;
  }

  private static boolean isAcceptable(Extension offer) {
    List<Parameter> parameters = offer.parameters();
    return offer.name().equals("permessage-deflate")
        && parameters.stream().map(Parameter::name).distinct().count() == parameters.size()
        && parameters.stream().allMatch(Negotiation::isAcceptable);
  }

  private static boolean isAcceptable(Parameter parameter) {
    String value = parameter.value();
    return switch (parameter.name()) {
      case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
      case "client_max_window_bits" -> value == null || isWindowBits(value);
      // The JDK's deflater always uses the largest window, so a smaller one can't be promised.
      case "server_max_window_bits" -> value != null && value.equals("15");
      default -> false;
    };
  }

  private static boolean isWindowBits(String value) {
    return value.matches("[89]|1[0-5]");
  }

  private static String answer(Extension offer) {
    String answer = offer.name() + "; server_no_context_takeover; client_no_context_takeover";
    boolean windowAsked =
        offer.parameters().stream()
            .anyMatch(asked -> asked.name().equals("server_max_window_bits"));
    return windowAsked ? answer + "; server_max_window_bits=15" : answer;
  }
}
