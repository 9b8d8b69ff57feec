package dev.carillon.replay.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The command {@code replay}: plays a file to a server, and says what came of it. */
public final class Playback {
  private final InstantSource clock;
  private final Pace pace;

  public Playback(InstantSource clock) {
    this(clock, Pace.REAL);
  }

  Playback(InstantSource clock, Pace pace) {
    this.clock = clock;
    this.pace = pace;
  }

  /** Which API takes the file. */
  public enum Api {
    /** Trades of a pair that is fed. */
    EXCHANGE,
    /** Ticks of instruments. */
    TICKS,
    /** Quotes of the FX desk. */
    DESK
  }

  /**
   * What, where to, and how fast.
   *
   * @param symbol of all that stands in the file; empty: the file says it
   * @param speed how much faster than the file; infinite: as fast as the server takes it
   * @param server such as {@code http://localhost:3000}
   * @param token an access token or an API key; null: none
   */
  public record Options(Api api, String symbol, double speed, URI server, @Nullable String token) {}

  /**
   * Plays it. Blocks as long as it takes.
   *
   * @return what to tell the user
   * @throws PlaybackException if the file can't be read or is not what it should be, or the server
   *     does not take what is in it
   */
  public String run(Path path, Options options) {
    Kind kind = kind(options);
    try (RecordedFile file = RecordedFile.open(path, kind);
        HttpFeed feed = new HttpFeed(options.server(), kind, options.token(), pace)) {
      long begun = pace.nowMillis();
      Player.Span span = new Player(feed, pace, options.speed()).play(file, clock.millis());
      return said(kind.name(), span, feed, pace.nowMillis() - begun);
    } catch (IOException | UncheckedIOException problem) {
      throw new PlaybackException(path + ": cannot be read: " + problem.getMessage());
    } catch (PlaybackException problem) {
      throw new PlaybackException(path + ": " + problem.getMessage());
    }
  }

  private static Kind kind(Options options) {
    return switch (options.api()) {
      case EXCHANGE -> TradeColumns.of(options.symbol());
      case TICKS -> TickColumns.any();
      case DESK -> QuoteColumns.of(options.symbol());
    };
  }

  private static String said(String name, Player.Span span, HttpFeed feed, long millis) {
    StringBuilder text = new StringBuilder();
    for (String refusal : feed.refusals()) {
      text.append(refusal).append('\n');
    }
    return text.append(
            String.format(
                Locale.ROOT,
                """
                %-10s %d
                refused    %d
                from       %s
                to         %s
                %-10s %.0f
                """,
                name,
                span.items(),
                feed.refused(),
                time(span.firstMillis()),
                time(span.lastMillis()),
                name + "/s",
                span.items() * 1e3 / Math.max(1, millis)))
        .toString();
  }

  private static String time(long millis) {
    return millis == Item.UNTIMED ? "-" : Instant.ofEpochMilli(millis).toString();
  }
}
