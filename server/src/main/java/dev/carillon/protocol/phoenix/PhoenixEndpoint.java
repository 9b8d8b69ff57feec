package dev.carillon.protocol.phoenix;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import java.time.Duration;
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
    Serializer asked = version instanceof Version.Asked(Serializer one) ? one : null;
    String subprotocol = offered.isEmpty() ? null : SUBPROTOCOL;
    List<Answer<?>> answers = new ArrayList<>(apis.size());
    apis.forEach(api -> answers.add(Answer.of(api, request)));
    return answers.stream().anyMatch(Answer::isPending)
        ? new Admission.Pending(() -> admission(answers, subprotocol, asked))
        : admission(answers, subprotocol, asked);
  }

  /** Blocks if an answer is pending; the first API that refuses decides. */
  private Admission admission(
      List<Answer<?>> answers, @Nullable String subprotocol, @Nullable Serializer asked) {
    List<Assigned<?>> accepted = new ArrayList<>(answers.size());
    for (Answer<?> answer : answers) {
      Connect.Refused<?> refused = answer.settle(accepted);
      if (refused != null) {
        return new Admission.RefusedAs(refused.status(), refused.json(), refused.headers());
      }
    }
    return new Admission.Accepted(
        subprotocol, link -> new PhoenixSession(this, link, accepted, asked));
  }

  @Override
  public Duration refusalHold() {
    return settings.refusalHold();
  }

  /** What one API says to a connect. */
  private record Answer<A>(Channels<A> api, Connect<A> connect) {

    static <A> Answer<A> of(Channels<A> api, ConnectRequest request) {
      return new Answer<>(api, api.sockets().connect(request));
    }

    boolean isPending() {
      return connect instanceof Connect.Pending;
    }

    /** Adds its part of the socket, or gives its refusal. Blocks if it is pending. */
    Connect.@Nullable Refused<A> settle(List<Assigned<?>> accepted) {
      return switch (connect) {
        case Connect.Accepted<A>(A assigns) -> {
          accepted.add(new Assigned<>(api, assigns));
          yield null;
        }
        case Connect.Refused<A> refused -> refused;
        case Connect.Pending<A>(var ask) -> new Answer<>(api, ask.get()).settle(accepted);
      };
    }
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
