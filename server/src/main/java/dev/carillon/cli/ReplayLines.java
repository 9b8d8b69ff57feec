package dev.carillon.cli;

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

  private static final String SYMBOL_FLAG = "--symbol";
  private static final String SPEED_FLAG = "--speed";
  private static final String URL_FLAG = "--url";
  private static final String TOKEN_FLAG = "--token";
  private static final String FASTEST = "max";
  private static final String URL = "http://localhost:3000";

  private ReplayLines() {}

  static CommandSpec spec() {
    CommandSpec replay = CommandSpec.create().name(REPLAY).addOption(CommandLines.help());
    replay
        .usageMessage()
        .description(
            "Plays a file of trades to a server, as trades of a pair that is fed.",
            "The file has a header with time, price, quantity and side, or is one of Binance's "
                + "public trades or aggTrades; .zip and .gz are unpacked.");
    return replay
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .type(Path.class)
                .paramLabel("TRADES")
                .description("the file")
                .build())
        .addOption(
            text(SYMBOL_FLAG, "S", "the pair, such as XAU/USD; required").required(true).build())
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
    return new Invocation.ReplayTrades(
        command.<Path>matchedPositionalValue(0, Path.of("")),
        command.<String>matchedOptionValue(SYMBOL_FLAG, ""),
        speed(command),
        url(command),
        command.<String>matchedOptionValue(TOKEN_FLAG, null));
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
