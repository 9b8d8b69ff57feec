package dev.carillon.api.ticks.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.ticks.TickBoard;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Body;
import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Router;
import dev.carillon.identity.Account;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.KeyTokens;
import dev.carillon.identity.MemoryApiKeyStore;
import dev.carillon.identity.MemoryUserStore;
import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import dev.carillon.testkit.FakeClock;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.InstrumentCsv;
import dev.carillon.ticks.Tick;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TradingDay;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Feed, instruments and access tokens over HTTP. The token of a user is the user's id. */
class TicksRestTest {
  private static final TradingDay DAY =
      new TradingDay(LocalTime.of(6, 0), ZoneId.of("Asia/Kolkata"));

  private final FakeClock clock = new FakeClock(Instant.parse("2025-01-09T12:00:00Z"));
  private final TickBoard board = new TickBoard(DAY, clock);
  private final MemoryUserStore users = new MemoryUserStore();
  private final ApiKeys keys =
      new ApiKeys(new MemoryApiKeyStore(), users, new Revocations(900_000), new Random(1));
  private final KeyTokens tokens = new KeyTokens(new byte[32]);
  private final List<Instrument> kept = new ArrayList<>();
  private final Router router;

  TicksRestTest() {
    board.add(
        List.of(share("22", "ACC", "ACC CEMENT"), share("2442", "ZEEL", "ZEE ENTERTAINMENT")));
    for (String id : List.of("john", "jane")) {
      users.create(new Account(new User(id, id + "@x.y", id, Set.of(), 0, false), "hash"));
    }
    keys.ensureKey("john", "Ticks", "demo", 0);
    Authenticator all = new Authenticator(this::verify);
    router =
        new Router(
            new TicksRest(
                    new TicksRest.Ports(
                        board,
                        all,
                        all,
                        new TicksRest.Keys(keys, tokens, DAY),
                        kept::addAll,
                        clock))
                .routes(),
            () -> "incident");
  }

  private static Instrument share(String token, String symbol, String name) {
    return new Instrument(
        token, "NSE", symbol, name, Instrument.Steps.SHARES, Instrument.Contract.share("NSE"));
  }

  private Verification verify(String token) {
    return switch (token) {
      case "john", "jane", "feed", "admin" -> new Verified(principal(token));
      default -> new Rejected(Reason.INVALID, "not a token");
    };
  }

  private Principal principal(String id) {
    return new Principal(
        id, id, Set.of(id), "jti", clock.millis(), Long.MAX_VALUE, Permissions.UNSTATED);
  }

  private static Request request(Method method, String target, String user) {
    Request request = Request.of(method, target);
    return user.isEmpty() ? request : request.withHeader("Authorization", "Bearer " + user);
  }

  private Response get(String target) {
    return router.handle(request(Method.GET, target, ""));
  }

  private Response post(String target, String user, String type, String body) {
    Request plain = request(Method.POST, target, user).withHeader("Content-Type", type);
    return router.handle(
        new Request(
            plain.method(),
            plain.target(),
            plain.parameters(),
            plain.headers(),
            Body.of(body.replace('\'', '"')),
            plain.peer()));
  }

  private Response feed(String body) {
    return post("/api/ticks/feed", "feed", "application/json", body);
  }

  private static String text(Response response) {
    return response.body().text().replace('"', '\'');
  }

  private TickState state(String token) {
    return Objects.requireNonNull(
        board.state(board.instruments().place(token).orElseThrow()), token);
  }

  @Test
  void ticksComeInAsJson() {
    Response answer =
        feed(
            "{'ticks':[{'token':'22','ltp':220800,'ltq':1,'ltt':'2025-01-09T12:53:00Z'},"
                + "{'token':2442,'ltp':24295,'ltq':499}]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer))
        .isEqualTo("{'success':true,'data':{'accepted':2,'refused':0,'errors':[]}}");
    assertThat(state("22").last())
        .isEqualTo(new Tick(220_800, 1, Instant.parse("2025-01-09T12:53:00Z").toEpochMilli()));
    assertThat(state("2442").last()).isEqualTo(new Tick(24_295, 499, clock.millis()));
  }

  @Test
  void ticksComeInOneALine() {
    Response answer =
        post(
            "/api/ticks/feed",
            "admin",
            "application/x-ndjson; charset=utf-8",
            "{'token':'22','ltp':1,'ltq':1}\r\n\n{'token':'22','ltp':2,\n{'token':'22','ltp':3,'ltq':1}");

    assertThat(text(answer))
        .startsWith("{'success':true,'data':{'accepted':2,'refused':1,'errors':[{'index':1,")
        .contains("'code':'INVALID_TICK'");
    assertThat(state("22").last().price()).isEqualTo(3);
    assertThat(state("22").version()).isEqualTo(2);
  }

  @Test
  void whatIsNoTickIsToldAndDoesNotHoldUpTheOthers() {
    Response answer =
        feed(
            "{'ticks':[{'token':'999','ltp':1,'ltq':1},{'ltp':1,'ltq':1},{'token':'22','ltq':1},"
                + "{'token':'22','ltp':-1,'ltq':1},{'token':'22','ltp':1.5,'ltq':1},"
                + "{'token':'22','ltp':1,'ltq':1,'ltt':'yesterday'},"
                + "{'token':'22','ltp':1,'ltq':1,'depth':{'buy':[{'price':1}]}},"
                + "{'token':'22','ltp':7,'ltq':1}]}");

    assertThat(text(answer))
        .contains(
            "'accepted':1,'refused':7",
            "{'index':0,'code':'UNKNOWN_TOKEN','message':'token: is not known'}",
            "{'index':1,'code':'INVALID_TICK','message':'ticks[1].token: is required'}",
            "{'index':2,'code':'INVALID_TICK','message':'ticks[2].ltp: is required'}",
            "'index':3",
            "'index':4",
            "ltt: must be a time such as 2025-01-09T12:53:00Z",
            "quantity: is required");
    assertThat(state("22").last().price()).isEqualTo(7);
  }

  @Test
  void aFeedMayTellOfTheDayAndTheBook() {
    feed(
        "{'ticks':[{'token':'22','ltp':100,'ltq':1,'open':90,'high':120,'low':80,'close':95,"
            + "'volume':5000,'average_price':101,'depth':{'buy':[{'price':99,'quantity':5,"
            + "'orders':2}],'sell':[{'price':101,'quantity':6}]}}]}");

    assertThat(state("22").day().close()).isEqualTo(95);
    assertThat(state("22").day().volume()).isEqualTo(5_000);
    assertThat(state("22").depth().buy().getFirst().orders()).isEqualTo(2);
    assertThat(state("22").depth().sell().getFirst().price()).isEqualTo(101);
  }

  @Test
  void aCallThatCanNotBeReadDoesNothing() {
    assertThat(feed("{'ticks':[{'token':'22'").status()).isEqualTo(400);
    assertThat(feed("{}").status()).isEqualTo(400);
    assertThat(feed("{'ticks':[]}").status()).isEqualTo(400);
    assertThat(feed("{'ticks':[5]}").status()).isEqualTo(400);
    String line = "{'token':'22','ltp':1,'ltq':1}";
    String many = IntStream.range(0, 10_001).mapToObj(_ -> line).collect(Collectors.joining("\n"));
    Response tooMany = post("/api/ticks/feed", "feed", "application/x-ndjson", many);
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(text(tooMany)).contains("ticks: must be 1 to 10000");
    assertThat(post("/api/ticks/feed", "feed", "text/plain", line).status()).isEqualTo(415);
    assertThat(board.ticks()).isZero();

    Response most =
        post("/api/ticks/feed", "feed", "application/x-ndjson", many.substring(line.length() + 1));
    assertThat(text(most)).contains("'accepted':10000,'refused':0");
  }

  @Test
  void onlyFeedsAndAdministratorsFeed() {
    String tick = "{'ticks':[{'token':'22','ltp':1,'ltq':1}]}";

    assertThat(post("/api/ticks/feed", "", "application/json", tick).status()).isEqualTo(401);
    assertThat(post("/api/ticks/feed", "x", "application/json", tick).status()).isEqualTo(401);
    assertThat(post("/api/ticks/feed", "john", "application/json", tick).status()).isEqualTo(403);
    assertThat(board.ticks()).isZero();
  }

  @Test
  void instrumentsAreFoundByWhatTheyBeginWith() {
    feed("{'ticks':[{'token':'22','ltp':220800,'ltq':1,'ltt':'2025-01-09T12:53:00Z'}]}");

    assertThat(text(get("/api/ticks/instruments?query=cem&exchange=nse")))
        .isEqualTo(
            "{'success':true,'data':[{'token':'22','exchange':'NSE','tradingSymbol':'ACC',"
                + "'name':'ACC CEMENT','tickSize':5,'lotSize':1,'priceDecimals':2,'type':'EQ',"
                + "'segment':'NSE','expiry':'','strike':'0','ltp':220800,"
                + "'ltt':'2025-01-09T12:53:00.000Z'}],'page':{'next':null}}");
    assertThat(text(get("/api/ticks/instruments?limit=1")))
        .contains("'token':'22'")
        .doesNotContain("2442");
    assertThat(text(get("/api/ticks/instruments?exchange=BSE"))).contains("'data':[]");
    assertThat(get("/api/ticks/instruments?limit=0").status()).isEqualTo(400);
  }

  @Test
  void instrumentsComeAsCsvToo() {
    feed("{'ticks':[{'token':'22','ltp':220805,'ltq':1}]}");
    String csv =
        InstrumentCsv.HEADER
            + "\n22,22,ACC,ACC CEMENT,2208.05,,0,0.05,1,EQ,NSE,NSE,2\n"
            + "2442,2442,ZEEL,ZEE ENTERTAINMENT,0.00,,0,0.05,1,EQ,NSE,NSE,2\n";

    Response byPath = get("/api/ticks/instruments.csv");
    Response byHeader =
        router.handle(
            request(Method.GET, "/api/ticks/instruments?query=acc", "")
                .withHeader("Accept", "text/csv"));

    assertThat(byPath.headers().first("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(byPath.body().text()).isEqualTo(csv);
    assertThat(byHeader.body().text().lines()).hasSize(2);
  }

  @Test
  void administratorsMakeInstrumentsKnown() {
    String csv = "instrument_token,tradingsymbol,exchange\n22,ACCNEW,NSE\n25,ADANI,NSE\n";
    String path = "/api/ticks/instruments";

    assertThat(post(path, "john", "text/csv", csv).status()).isEqualTo(403);
    assertThat(post(path, "admin", "application/json", csv).status()).isEqualTo(415);
    Response bad = post(path, "admin", "text/csv", csv + "x,Y,NSE\n");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(text(bad)).contains("'field':'line 4'", "token: x");
    assertThat(board.instruments().size()).isEqualTo(2);

    assertThat(text(post(path, "admin", "text/csv; charset=utf-8", csv)))
        .isEqualTo("{'success':true,'data':{'taken':2,'known':3}}");
    assertThat(board.instruments().at(0).symbol()).isEqualTo("ACCNEW");
    assertThat(kept).extracting(Instrument::symbol).containsExactly("ACCNEW", "ADANI");
  }

  @Test
  void anAccessTokenIsGoodUntilTheTradingDayEnds() {
    Response byPath = post("/api/keys/demo/access-token", "john", "", "");
    Response byId =
        post("/api/keys/" + keys.list("john").getFirst().id() + "/access-token", "john", "", "");
    Response byBody = post("/api/token", "john", "application/json", "{'api_key':'demo'}");

    for (Response answer : List.of(byPath, byId, byBody)) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers().first("Cache-Control")).hasValue("no-store");
      JsonObject data = Json.object(answer.body().bytes()).optionalObject("data").orElseThrow();
      assertThat(data.string("expiresAt")).isEqualTo("2025-01-10T00:30:00.000Z");
      assertThat(data.string("access_token")).isEqualTo(data.string("accessToken"));
      assertThat(
              tokens.expiry(
                  keys.list("john").getFirst(), data.string("accessToken"), clock.millis()))
          .hasValue(Instant.parse("2025-01-10T00:30:00Z").toEpochMilli());
    }
  }

  @Test
  void nobodyGetsAnAccessTokenOfAnothersKey() {
    assertThat(post("/api/keys/demo/access-token", "jane", "", "").status()).isEqualTo(404);
    assertThat(post("/api/keys/none/access-token", "john", "", "").status()).isEqualTo(404);
    assertThat(post("/api/keys/demo/access-token", "", "", "").status()).isEqualTo(401);
    assertThat(post("/api/token", "john", "application/json", "{}").status()).isEqualTo(400);
  }
}
