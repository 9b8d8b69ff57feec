package dev.carillon.api.exchange;

import dev.carillon.api.exchange.format.ExchangeError;
import dev.carillon.core.limit.AddressGroup;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import java.util.Map;
import java.util.Optional;

/**
 * Opens connections to {@code /}. A token or key may come with the handshake; whether it is good is
 * said on the socket, because a browser can't read a refused handshake (row G).
 */
final class ExchangeDialect implements Dialect {
  /** Nobody knows when one of the others goes. */
  private static final long RETRY_MILLIS = 5_000;

  private final ExchangeApi api;

  ExchangeDialect(ExchangeApi api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "exchange";
  }

  @Override
  public Admission admit(Handshake handshake) {
    String address = AddressGroup.of(handshake.remoteAddress());
    if (api.connectionsLeft(address) == 0) {
      return refused(
          "at most "
              + api.settings().limits().connectionsPerAddress()
              + " connections of one address",
          RETRY_MILLIS);
    }
    Optional<Credential> shown = Credential.of(handshake);
    long wait = shown.isPresent() ? api.badTokenWait(address) : 0;
    if (wait > 0) {
      return refused("too many invalid tokens from this address", wait);
    }
    return new Admission.Accepted(
        null, link -> new ExchangeSession(api, link, address, shown.orElse(null)));
  }

  private static Admission refused(String why, long waitMillis) {
    return new Admission.Refused(
        429,
        ExchangeError.RATE_LIMIT_EXCEEDED.name(),
        why,
        Map.of("Retry-After", Long.toString(Math.ceilDiv(waitMillis, 1_000))));
  }
}
