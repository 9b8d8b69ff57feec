package dev.carillon.cli;

import dev.carillon.cli.Invocation.Replay.Api;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code replay}. */
final class ReplayLines {
  static final String REPLAY = "replay";

  private static final String API_FLAG = "--api";
  private static final String SYMBOL_FLAG = "--symbol";
  private static final String SPEED_FLAG = "--speed";
  private static final String URL_FLAG = "--url";
  private static final String TOKEN_FLAG = "--token";
  private static final String EXCHANGE = "exchange";
  private static final String FASTEST = "max";
  private static final String URL = "http://localhost:3000";

  private ReplayLines() {}

  static CommandSpec spec() {
    CommandSpec replay = CommandSpec.create().name(REPLAY).addOption(CommandLines.help());
    replay
        .usageMessage()
        .description(
            "Plays a file of recorded data to a server. It has a header that names its columns; "
                + ".zip and .gz are unpacked.",
            "exchange: trades of a pair that is fed, with time, price, quantity and side; or one "
                + "of Binance's public trades or aggTrades.",
            "ticks: with token, ltp (in paise), ltq and ltt, of many instruments.",
            "desk: quotes, with symbol (or --symbol), bid, ask and time; or ticks of HistData.");
    return replay
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .type(Path.class)
                .paramLabel("FILE")
                .description("the file")
                .build())
        .addOption(
            text(API_FLAG, "API", "exchange, ticks or desk: what the file holds")
                .defaultValue(EXCHANGE)
                .build())
        .addOption(
            text(SYMBOL_FLAG, "S", "exchange: the pair, such as XAU/USD; desk: of all quotes")
                .build())
        .addOption(
            text(SPEED_FLAG, "N|max", "so many times as fast as the file; max: as fast as it goes")
                .defaultValue("1")
                .build())
        .addOption(text(URL_FLAG, "URL", "the server").defaultValue(URL).build())
        .addOption(
            text(TOKEN_FLAG, "T", "an access token or API key of the role feed or admin").build());
  }

  private static OptionSpec.Builder text(String name, String label, String about) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).description(about);
  }

  static Invocation replay(ParseResult command) {
    Api api = api(command);
    return new Invocation.Replay(
        command.<Path>matchedPositionalValue(0, Path.of("")),
        api,
        symbol(command, api),
        speed(command),
        url(command),
        command.<String>matchedOptionValue(TOKEN_FLAG, null));
  }

  private static Api api(ParseResult command) {
    String text = command.<String>matchedOptionValue(API_FLAG, EXCHANGE);
    return switch (text) {
      case EXCHANGE -> Api.EXCHANGE;
      case "ticks" -> Api.TICKS;
      case "desk" -> Api.DESK;
      default -> throw wrong(command, API_FLAG, text, "exchange, ticks or desk");
    };
  }

  private static String symbol(ParseResult command, Api api) {
    String symbol = command.<String>matchedOptionValue(SYMBOL_FLAG, "");
    if (symbol.isEmpty() && api == Api.EXCHANGE) {
      throw wrong(command, SYMBOL_FLAG, "missing", "a pair, such as XAU/USD");
    }
    if (!symbol.isEmpty() && api == Api.TICKS) {
      throw wrong(command, SYMBOL_FLAG, symbol, "none: the column token says it");
    }
    return symbol;
  }

  private static double speed(ParseResult command) {
    String text = command.<String>matchedOptionValue(SPEED_FLAG, "1");
    if (text.equals(FASTEST)) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double speed = Double.parseDouble(text);
      if (speed > 0 && speed < Double.POSITIVE_INFINITY) {
        return speed;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw wrong(command, SPEED_FLAG, text, "a number above 0, or max");
  }

  private static URI url(ParseResult command) {
    String text = command.<String>matchedOptionValue(URL_FLAG, URL);
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && ("http".equals(url.getScheme()) || isHttps(url))) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw wrong(command, URL_FLAG, text, "such as " + URL);
  }

  private static boolean isHttps(URI url) {
    return "https".equals(url.getScheme());
  }

  private static ParameterException wrong(
      ParseResult command, String flag, String value, String expected) {
    return new ParameterException(
        command.commandSpec().commandLine(), flag + ": " + value + " (expected: " + expected + ")");
  }
}
