package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.feed.ExchangeFeed;
import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.engine.Engine;
import dev.carillon.http.RestLimits;
import dev.carillon.http.Route;
import dev.carillon.machine.history.Projector;
import dev.carillon.market.history.MarketHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The Exchange API over HTTP put together. */
public final class ExchangeRest {
  private final List<Route> routes = new ArrayList<>();

  /**
   * What it stands on.
   *
   * @param projector brings what the engine does into the history
   * @param feed knows the pairs, and the books as the sockets tell them
   */
  public record Ports(
      Engine engine,
      Projector<?> projector,
      MarketHistory history,
      ExchangeFeed feed,
      People people,
      RestLimits limits) {}

  /**
   * Who there is.
   *
   * @param keys takes API keys for tokens
   * @param isUser whether an id may be a user's; blocks
   */
  public record People(TokenVerifier tokens, TokenVerifier keys, Predicate<String> isUser) {}

  public ExchangeRest(Ports ports) {
    EngineCalls engine = new EngineCalls(ports.engine(), ports.projector(), ports.history());
    People people = ports.people();
    Callers callers = new Callers(people.tokens(), people.keys(), ports.limits());
    Pairs pairs = ports.feed().pairs();
    routes.addAll(new OrderRoutes(engine, callers, pairs).routes());
    routes.addAll(new AccountRoutes(engine, callers, pairs).routes());
    routes.addAll(new MarketRoutes(engine, callers, ports.feed()).routes());
    routes.addAll(new KlineRoutes(engine, callers, pairs).routes());
    routes.addAll(new MoneyRoutes(engine, callers, people.isUser()).routes());
    routes.addAll(new SymbolRoutes(engine, callers).routes());
    routes.addAll(new FeedRoutes(engine, callers, pairs).routes());
  }

  /** The lines of the route table. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
