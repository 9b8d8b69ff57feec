package dev.carillon.api.desk.rest;

import dev.carillon.api.desk.format.Symbols;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.deskengine.DeskEngine;
import dev.carillon.http.RestLimits;
import dev.carillon.http.Route;
import dev.carillon.machine.history.Projector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The Desk API over HTTP put together. */
public final class DeskRest {
  private final List<Route> routes = new ArrayList<>();

  /**
   * What it stands on.
   *
   * @param past what was
   * @param symbols those of the desk
   * @param isUser whether an id may be a user's; blocks
   * @param fed is told which symbol a quote from outside was taken for
   */
  public record Ports(
      DeskEngine engine,
      Past past,
      Symbols symbols,
      TokenVerifier tokens,
      RestLimits limits,
      Predicate<String> isUser,
      Consumer<String> fed) {}

  /**
   * What was.
   *
   * @param projector brings what the desk does into the history
   */
  public record Past(Projector<?> projector, DeskHistory history) {}

  public DeskRest(Ports ports) {
    Past past = ports.past();
    DeskCalls desk = new DeskCalls(ports.engine(), past.projector(), past.history());
    Callers callers = new Callers(ports.tokens(), ports.limits());
    routes.addAll(new AccountRoutes(desk, callers).routes());
    routes.addAll(new OrderRoutes(desk, callers, ports.symbols()).routes());
    routes.addAll(new PositionRoutes(desk, callers).routes());
    routes.addAll(new FigureRoutes(desk, callers).routes());
    routes.addAll(new AlertRoutes(desk, callers).routes());
    routes.addAll(new EntryRoutes(desk, callers).routes());
    routes.addAll(new QuoteRoutes(desk, callers, ports.symbols(), ports.fed()).routes());
    routes.addAll(new SymbolRoutes(desk, callers).routes());
    routes.addAll(new MoneyRoutes(desk, callers, ports.isUser()).routes());
  }

  /** The lines of the route table. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
