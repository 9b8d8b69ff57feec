package dev.carillon.replay.trades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.replay.trades.TradeFeed.Played;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradePlayerTest {
  private static final long START = 1_700_000_000_000L;
  private static final String FILE =
      """
      1672531200000,1,1,buy
      1672531200000,2,1,buy
      1672531201000,3,1,buy
      1672531200500,4,1,buy
      1672531211000,5,1,buy
      """;

  private final SteppedPace pace = new SteppedPace();
  private final List<String> sent = new ArrayList<>();

  /** A time that passes while one waits for it. */
  private static final class SteppedPace implements Pace {
    private long now = 77;

    @Override
    public long nowMillis() {
      return now;
    }

    @Override
    public void pause(long millis) {
      now += millis;
    }
  }

  private TradePlayer.Span play(String text, double speed, long millisPerSend) {
    TradeFeed feed =
        trades -> {
          StringBuilder line = new StringBuilder().append(pace.now - 77).append(':');
          for (Played played : trades) {
            long time = played.timeMillis() == 0 ? 0 : played.timeMillis() - START;
            line.append(' ').append(played.trade().price()).append('@').append(time);
          }
          sent.add(line.toString());
          pace.pause(millisPerSend);
        };
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TradePlayer(feed, pace, speed)
        .play(new TradeFile(new ByteArrayInputStream(bytes)), START);
  }

  @Test
  void tradesGoOutAtTheirTimeMovedToThePresent() {
    TradePlayer.Span span = play(FILE, 1, 0);

    assertThat(sent).containsExactly("0: 1@0 2@0", "1000: 3@1000 4@500", "11000: 5@11000");
    assertThat(span).isEqualTo(new TradePlayer.Span(5, 1_672_531_200_000L, 1_672_531_211_000L));
  }

  @Test
  void atTenTimesTheSpeedTheyAreTenTimesCloser() {
    play(FILE, 10, 0);

    assertThat(sent).containsExactly("0: 1@0 2@0", "100: 3@100 4@50", "1100: 5@1100");
  }

  @Test
  void whatIsLateGoesOutTogetherWithTheTimeItShouldHaveHad() {
    play(FILE, 1, 11_000);

    assertThat(sent).containsExactly("0: 1@0 2@0", "11000: 3@1000 4@500 5@11000");
  }

  @Test
  void asFastAsItGoesIsWithoutTimesAndAThousandAtOnce() {
    play(FILE, Double.POSITIVE_INFINITY, 5);
    assertThat(sent).containsExactly("0: 1@0 2@0 3@0 4@0 5@0");
    sent.clear();

    play("1672531200000,1,1,buy\n".repeat(2_001), Double.POSITIVE_INFINITY, 5);
    assertThat(sent).hasSize(3).last().asString().endsWith(": 1@0");
  }

  @Test
  void aFileWithoutTradesIsAMistake() {
    assertThatThrownBy(() -> play("time,price,quantity,side\n", 1, 0))
        .hasMessage("no trades (expected: one a line)");
  }
}
