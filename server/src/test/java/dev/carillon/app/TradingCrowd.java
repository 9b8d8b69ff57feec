package dev.carillon.app;

import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import dev.carillon.security.JwtSettings;
import dev.carillon.security.JwtTokens;
import dev.carillon.security.SigningKey;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Users with money who trade a pair of their own on the exchange, and what they were told. */
final class TradingCrowd {
  /** What the server's signing key must be. */
  static final String KEY = "qW7mZ1vT9xR4bN8cL2kJ6hG3fD5sA0pO";

  private static final Map<String, BigDecimal> DEPOSITS =
      Map.of("KIL", new BigDecimal("1000"), "EUR", new BigDecimal("100000"));

  private final JwtTokens tokens =
      new JwtTokens(
          JwtSettings.own(SigningKey.ofText(KEY)), new Revocations(0), InstantSource.system());
  private final List<Trader.User> users = new ArrayList<>();
  final Told told = new Told();

  TradingCrowd(int size) {
    for (int i = 0; i < size; i++) {
      users.add(new Trader.User("trader-" + i, token("trader-" + i, Set.of())));
    }
  }

  private String token(String id, Set<String> roles) {
    long now = InstantSource.system().millis();
    User user = new User(id, id + "@example.com", id, roles, now, false);
    return tokens.issue(user, "jti-" + id, now).text();
  }

  /** The pair, so that nobody else trades in it, and money for everybody. */
  void open(ExchangeHttp exchange) {
    String admin = token("admin", Set.of(User.ADMIN));
    exchange.post(
        "/symbols",
        admin,
        "{'symbol':'%s','price_decimals':2,'tick_size':'0.01','lot_size':'0.0001'}"
            .formatted(Trader.SYMBOL));
    for (Trader.User user : users) {
      DEPOSITS.forEach((currency, amount) ->
          exchange.post(
              "/deposits",
              admin,
              "{'owner':'%s','currency':'%s','amount':'%s'}"
                  .formatted(user.id(), currency, amount)));
    }
  }

  /**
   * Clients, a few of whom hear of everything.
   *
   * @param name no other clients of the crowd have it
   */
  List<Trader> connect(int port, int clients, String name, RandomGenerator random) {
    List<Trader> traders = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      RandomGenerator own = new SplittableRandom(random.nextLong());
      traders.add(
          Trader.connect(port, users.get(i % users.size()), name + "client" + i, told, own));
    }
    traders.subList(0, users.size()).forEach(Trader::listen);
    return traders;
  }

  /** All that they were told is there, and the money adds up. */
  void audit(ExchangeHttp exchange) {
    audit(exchange, told);
  }

  /** As {@link #audit(ExchangeHttp)}, of what they were told until an earlier moment. */
  void audit(ExchangeHttp exchange, Told until) {
    new ExchangeAudit(exchange, users, DEPOSITS, until).run();
  }

  /** What they were told until now; anything may happen to it since. */
  Told toldSoFar() {
    Told copy = told.copy();
    users.forEach(user -> copy.unanswered.add(user.id()));
    return copy;
  }
}
