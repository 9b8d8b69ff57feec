package dev.carillon.api.desk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.format.Symbols;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.limit.Rate;
import dev.carillon.desk.history.MemoryDeskHistory;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Symbol.Costs;
import dev.carillon.desk.quote.Tick;
import dev.carillon.deskengine.DeskHistoryFeed;
import dev.carillon.deskengine.DirectDesk;
import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.RestLimits;
import dev.carillon.http.Router;
import dev.carillon.machine.history.Projector;
import dev.carillon.testkit.FakeClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The API over a desk that does at once what it is asked. John has 10,040.50 dollars, Jane 1,000;
 * EURUSD is quoted. Tokens are {@code john}, {@code jane}, {@code feeder} and {@code root}.
 *
 * <p>The history is brought up to date by the real {@link Projector} on its thread, so it lags.
 */
final class RestWorld implements AutoCloseable {
  private static final Instant START = Instant.parse("2024-01-03T12:00:00Z");

  static final int PER_MINUTE = 60;

  final FakeClock clock = new FakeClock(START);
  final List<String> fed = new ArrayList<>();
  final DirectDesk desk = new DirectDesk(clock, this::happened);
  private final Symbols symbols = new Symbols();
  private final MemoryDeskHistory history = new MemoryDeskHistory();
  private final Projector<DeskEvent> projector = DeskHistoryFeed.project(history, 1_000);
  private final DeskHistoryFeed past = new DeskHistoryFeed(projector);
  private long sequence;
  private final Router router;

  RestWorld() {
    this(Rate.perMinute(PER_MINUTE));
  }

  /**
   * A world with a limit.
   *
   * @param rate null: none
   */
  RestWorld(@Nullable Rate rate) {
    router =
        new Router(
            new DeskRest(
                    new DeskRest.Ports(
                        desk,
                        new DeskRest.Past(projector, history),
                        symbols,
                        RestWorld::verify,
                        new RestLimits(rate, clock::nanos),
                        user -> !user.equals("stranger"),
                        fed::add))
                .routes(),
            () -> "incident");
    AccountTerms terms = AccountTerms.of("USD", 100, MarginMode.BASE_UNITS);
    desk.apply(new Command.DefineSymbol(Symbol.pair("EURUSD", 5).with(new Costs(500, 0, 0))));
    desk.apply(new Command.DefineSymbol(Symbol.pair("USDJPY", 3)));
    desk.apply(new Command.OpenAccount("john", terms));
    desk.apply(new Command.Deposit("john", 1_004_050, null));
    desk.apply(new Command.OpenAccount("jane", terms));
    desk.apply(new Command.Deposit("jane", 100_000, null));
    quote(108_499, 108_500);
  }

  private void happened(DeskEvent event) {
    if (event instanceof DeskEvent.SymbolChanged(Symbol symbol)) {
      symbols.put(symbol);
    }
    past.begin(++sequence, clock.millis());
    past.happened(event);
    past.batchDone(desk.view(), clock.millis());
  }

  void quote(long bid, long ask) {
    desk.apply(new Command.Quotes(List.of(new Tick("EURUSD", bid, ask, 0))));
  }

  @Override
  public void close() {
    projector.close();
  }

  private static Verification verify(String token) {
    return switch (token) {
      case "john", "jane", "nobody" -> verified(token, Set.of());
      case "feeder" -> verified(token, Set.of("feed"));
      case "root" -> verified(token, Set.of("admin"));
      default -> new Rejected(Reason.INVALID, "not a token");
    };
  }

  private static Verification verified(String user, Set<String> roles) {
    return new Verified(
        new Principal(user, user, roles, "jti-" + user, 0, Long.MAX_VALUE, Permissions.UNSTATED));
  }

  Client as(String token) {
    return new Client(token, "");
  }

  /** Somebody who uses the API. In bodies ' stands for ". */
  final class Client {
    private final String token;
    private final String key;

    private Client(String token, String key) {
      this.token = token;
      this.key = key;
    }

    /** With an idempotency key. */
    Client key(String other) {
      return new Client(token, other);
    }

    Answer get(String path) {
      return send(Method.GET, path, "");
    }

    Answer post(String path, String body) {
      return send(Method.POST, path, body);
    }

    Answer patch(String path, String body) {
      return send(Method.PATCH, path, body);
    }

    Answer delete(String path) {
      return send(Method.DELETE, path, "");
    }

    /** Orders that must be done; gives the ticket. */
    String places(String order) {
      return post("orders", order).is(201).number("ticket");
    }

    private Answer send(Method method, String path, String body) {
      Request request =
          Request.of(method, "/api/desk/" + path).withHeader("Authorization", "Bearer " + token);
      if (!key.isEmpty()) {
        request = request.withHeader("Idempotency-Key", key);
      }
      Response response =
          router.handle(body.isEmpty() ? request : request.withJson(body.replace('\'', '"')));
      return new Answer(
          response.status(),
          response.headers().first("Idempotency-Replayed").isPresent(),
          response.body().text().replace('"', '\''));
    }
  }

  /** What came back, with ' for ". */
  record Answer(int status, boolean isReplayed, String body) {
    Answer is(int expected) {
      assertThat(status).describedAs(body).isEqualTo(expected);
      return this;
    }

    Answer says(String... parts) {
      assertThat(body).contains(parts);
      return this;
    }

    Answer saysNot(String part) {
      assertThat(body).doesNotContain(part);
      return this;
    }

    /** The first number that has this name. */
    String number(String name) {
      Matcher found = Pattern.compile("'" + name + "':([0-9.]+)").matcher(body);
      assertThat(found.find()).describedAs(body).isTrue();
      return found.group(1);
    }
  }
}
