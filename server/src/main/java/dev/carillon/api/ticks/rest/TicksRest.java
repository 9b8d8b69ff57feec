package dev.carillon.api.ticks.rest;

import dev.carillon.api.ticks.TickBoard;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Route;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.KeyTokens;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.TradingDay;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The Ticks API over HTTP put together. */
public final class TicksRest {
  private final List<Route> routes = new ArrayList<>();

  /**
   * What it stands on.
   *
   * @param users knows users by their access tokens
   * @param programs knows them by their API keys too
   * @param keep keeps instruments over a restart and for all nodes; blocks, and may throw
   */
  public record Ports(
      TickBoard board,
      Authenticator users,
      Authenticator programs,
      Keys keys,
      Consumer<List<Instrument>> keep,
      InstantSource clock) {}

  /**
   * API keys and their access tokens.
   *
   * @param day at whose end a token expires
   */
  public record Keys(ApiKeys keys, KeyTokens tokens, TradingDay day) {}

  public TicksRest(Ports ports) {
    routes.addAll(new FeedRoutes(ports.board(), ports.programs(), ports.clock()).routes());
    routes.addAll(new InstrumentRoutes(ports.board(), ports.users(), ports.keep()).routes());
    routes.addAll(new TokenRoutes(ports.keys(), ports.users(), ports.clock()).routes());
  }

  /** The lines of the route table. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
