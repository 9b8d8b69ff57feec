package dev.carillon.api.ticks.rest;

import dev.carillon.api.ticks.TickBoard;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Body;
import dev.carillon.http.Fields;
import dev.carillon.http.Headers;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.InstrumentCsv;
import dev.carillon.ticks.Instruments;
import dev.carillon.ticks.TickState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /api/ticks/instruments}: which there are, for everybody; more, from administrators. */
final class InstrumentRoutes {
  private static final String PATH = "/api/ticks/instruments";
  private static final String CSV = "text/csv";
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_BYTES = 64 << 20;

  private final TickBoard board;
  private final Authenticator users;
  private final Consumer<List<Instrument>> keep;

  InstrumentRoutes(TickBoard board, Authenticator users, Consumer<List<Instrument>> keep) {
    this.board = board;
    this.users = users;
    this.keep = keep;
  }

  List<Route> routes() {
    return List.of(
        asked(Route.get(PATH, "Instruments; with Accept: text/csv as a CSV list", this::list)),
        asked(Route.get(PATH + ".csv", "Instruments as a CSV list", this::csv)),
        Route.post(PATH, "Makes the instruments of a CSV list known, for administrators", this::add)
            .needsToken()
            .streamsUpTo(MAX_BYTES));
  }

  private static Route asked(Route route) {
    return route
        .takesQuery("query", "what words of the symbol, the name or the token begin with")
        .takesQuery("exchange", "such as NSE")
        .takesQuery("limit", "how many at most");
  }

  private Response list(Request request) {
    if (wantsCsv(request.header("Accept").orElse(""))) {
      return csv(request);
    }
    int limit = (int) request.queryNumber("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    return Response.page(found(request, limit), null, this::write).withHeader("Vary", "Accept");
  }

  private static boolean wantsCsv(String accept) {
    return accept.toLowerCase(Locale.ROOT).contains(CSV);
  }

  /** All of them, unless fewer are asked for. */
  private Response csv(Request request) {
    int limit = (int) request.queryNumber("limit", Instruments.MAX, 1, Instruments.MAX);
    String csv = InstrumentCsv.write(found(request, limit), this::lastPrice);
    Headers headers = Headers.of("Content-Type", CSV + "; charset=utf-8").plus("Vary", "Accept");
    return new Response(200, headers, Body.of(csv));
  }

  private List<Instrument> found(Request request, int limit) {
    Instruments.Query query =
        Instruments.Query.of(
            request.queryParameter("query").orElse(""),
            request.queryParameter("exchange").orElse(""));
    return board.instruments().find(query, limit);
  }

  private @Nullable TickState state(Instrument one) {
    return board.state(board.instruments().place(one.token()).orElseThrow());
  }

  private long lastPrice(Instrument one) {
    TickState known = state(one);
    return known == null ? 0 : known.last().price();
  }

  private void write(JsonWriter json, Instrument one) {
    TickState known = state(one);
    json.beginObject()
        .field("token", one.token())
        .field("exchange", one.exchange())
        .field("tradingSymbol", one.symbol())
        .field("name", one.name())
        .field("tickSize", one.steps().tickUnits())
        .field("lotSize", one.steps().lotSize())
        .field("priceDecimals", one.steps().decimals())
        .field("type", one.contract().type())
        .field("segment", one.contract().segment())
        .field("expiry", one.contract().expiry())
        .field("strike", one.contract().strike());
    if (known != null) {
      json.field("ltp", known.last().price());
      json.field("ltt", IsoTime.text(known.last().timeMillis()));
    }
    json.endObject();
  }

  private Response add(Request request) {
    users.requireAdmin(request);
    if (!request.header("Content-Type").map(Fields::media).orElse("").equals(CSV)) {
      throw Problem.unsupportedMediaType(CSV);
    }
    return switch (InstrumentCsv.read(text(request))) {
      case InstrumentCsv.Reading.Bad(int line, String issue) ->
          throw Problem.badRequest("line " + line, issue).with("line", line);
      case InstrumentCsv.Reading.Good(List<Instrument> instruments) -> taken(instruments);
    };
  }

  private Response taken(List<Instrument> instruments) {
    try {
      board.add(instruments);
    } catch (IllegalArgumentException tooMany) {
      throw Problem.unprocessable("LIMIT_REACHED", String.valueOf(tooMany.getMessage()));
    }
    keep.accept(instruments);
    return Response.success(
        200,
        json ->
            json.beginObject()
                .field("taken", instruments.size())
                .field("known", board.instruments().size())
                .endObject());
  }

  private static String text(Request request) {
    try (InputStream bytes = request.body().stream()) {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.readAllBytes()))
          .toString();
    } catch (CharacterCodingException _) {
      throw Problem.badRequest("body", "must be UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException("a list of instruments could not be read", e);
    }
  }
}
