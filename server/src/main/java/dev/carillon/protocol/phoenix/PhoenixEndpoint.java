package dev.carillon.protocol.phoenix;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Phoenix socket: the channels of one or more APIs at one address, over WebSockets or whatever
 * else makes a {@code Link}. Immutable; any thread.
 */
public final class PhoenixEndpoint implements Dialect {
  private static final String SUBPROTOCOL = "phoenix";

  /** What Phoenix's own {@code ~> 1.0.0} and {@code ~> 2.0.0} accept. */
  private static final Pattern VERSION_1 = Pattern.compile("1\\.0\\.\\d{1,9}");

  private static final Pattern VERSION_2 = Pattern.compile("2\\.0\\.\\d{1,9}");
  private static final Admission FORBIDDEN = new Admission.RefusedAs(403, "", Map.of());
  private static final Logger log = LoggerFactory.getLogger(PhoenixEndpoint.class);

  private final PhoenixSettings settings;
  private final PhoenixPorts ports;
  private final List<Channels<?>> apis;

  /** Which version a client asks for. */
  private sealed interface Version {
    record Asked(Serializer serializer) implements Version {}

    record Unsaid() implements Version {}

    record Unknown() implements Version {}
  }

  /**
   * Puts the parts together.
   *
   * @param apis whose channels are served; the first that knows a topic gets it
   */
  public PhoenixEndpoint(PhoenixSettings settings, PhoenixPorts ports, List<Channels<?>> apis) {
    this.settings = settings;
    this.ports = ports;
    this.apis = List.copyOf(apis);
  }

  @Override
  public String name() {
    return "phoenix";
  }

  @Override
  public Admission admit(Handshake handshake) {
    Version version = version(handshake.parameter("vsn"));
    List<String> offered = handshake.subprotocols();
    if (version instanceof Version.Unknown
        || (!offered.isEmpty() && !offered.contains(SUBPROTOCOL))) {
      return FORBIDDEN;
    }
    ConnectRequest request = new ConnectRequest(handshake);
    List<Assigned<?>> accepted = new ArrayList<>(apis.size());
    for (Channels<?> api : apis) {
      Connect.Refused<?> refused = connect(api, request, accepted);
      if (refused != null) {
        return new Admission.RefusedAs(refused.status(), refused.json(), refused.headers());
      }
    }
    Serializer asked = version instanceof Version.Asked(Serializer one) ? one : null;
    return new Admission.Accepted(
        offered.isEmpty() ? null : SUBPROTOCOL,
        link -> new PhoenixSession(this, link, accepted, asked));
  }

  private static <A> Connect.@Nullable Refused<A> connect(
      Channels<A> api, ConnectRequest request, List<Assigned<?>> accepted) {
    return switch (api.sockets().connect(request)) {
      case Connect.Accepted<A>(A assigns) -> {
        accepted.add(new Assigned<>(api, assigns));
        yield null;
      }
      case Connect.Refused<A> refused -> refused;
    };
  }

  private static Version version(Optional<String> vsn) {
    if (vsn.isEmpty()) {
      return new Version.Unsaid();
    }
    if (VERSION_1.matcher(vsn.get()).matches()) {
      return new Version.Asked(SerializerV1.INSTANCE);
    }
    return VERSION_2.matcher(vsn.get()).matches()
        ? new Version.Asked(SerializerV2.INSTANCE)
        : new Version.Unknown();
  }

  PhoenixSettings settings() {
    return settings;
  }

  PhoenixPorts ports() {
    return ports;
  }

  /** Notes a bug in a channel. Neither topics nor payloads are logged: they may hold secrets. */
  void bug(String what, String pattern, Throwable bug) {
    log.error("incident {}: {} of {} failed", ports.incidents().get(), what, pattern, bug);
  }

  /** Notes that an API did not answer: a bug of it, or what it stands on is stuck. */
  void unanswered(String what, String pattern) {
    log.warn("{} of {} was not answered within {}", what, pattern, settings.answerTimeout());
  }
}
