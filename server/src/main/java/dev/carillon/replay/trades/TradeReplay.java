package dev.carillon.replay.trades;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The command {@code replay}: plays a file of trades to a server, and says what came of it. */
public final class TradeReplay {
  private final InstantSource clock;
  private final Pace pace;

  public TradeReplay(InstantSource clock) {
    this(clock, Pace.REAL);
  }

  TradeReplay(InstantSource clock, Pace pace) {
    this.clock = clock;
    this.pace = pace;
  }

  /**
   * Where to, and how fast.
   *
   * @param symbol of a pair that is fed
   * @param speed how much faster than the file; infinite: as fast as the server takes them
   * @param server such as {@code http://localhost:3000}
   * @param token an access token or an API key; null: none
   */
  public record Options(String symbol, double speed, URI server, @Nullable String token) {}

  /**
   * Plays it. Blocks as long as it takes.
   *
   * @return what to tell the user
   * @throws TradeReplayException if the file can't be read or is not what it should be, or the
   *     server does not take its trades
   */
  public String run(Path path, Options options) {
    try (TradeFile file = TradeFile.open(path);
        HttpTradeFeed feed =
            new HttpTradeFeed(options.server(), options.symbol(), options.token(), pace)) {
      long begun = pace.nowMillis();
      TradePlayer.Span span =
          new TradePlayer(feed, pace, options.speed()).play(file, clock.millis());
      return said(span, feed, pace.nowMillis() - begun);
    } catch (IOException | UncheckedIOException problem) {
      throw new TradeReplayException(path + ": cannot be read: " + problem.getMessage());
    } catch (TradeReplayException problem) {
      throw new TradeReplayException(path + ": " + problem.getMessage());
    }
  }

  private static String said(TradePlayer.Span span, HttpTradeFeed feed, long millis) {
    StringBuilder text = new StringBuilder();
    for (String refusal : feed.refusals()) {
      text.append(refusal).append('\n');
    }
    return text.append(
            String.format(
                Locale.ROOT,
                """
                trades     %d
                refused    %d
                from       %s
                to         %s
                trades/s   %.0f
                """,
                span.trades(),
                feed.refused(),
                Instant.ofEpochMilli(span.firstMillis()),
                Instant.ofEpochMilli(span.lastMillis()),
                span.trades() * 1e3 / Math.max(1, millis)))
        .toString();
  }
}
