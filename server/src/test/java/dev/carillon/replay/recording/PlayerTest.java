package dev.carillon.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.replay.recording.Feed.Played;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayerTest {
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

  private Player.Span play(String text, double speed, long millisPerSend) {
    Feed feed =
        items -> {
          StringBuilder line = new StringBuilder().append(pace.now - 77).append(':');
          for (Played played : items) {
            long time = played.timeMillis() == 0 ? 0 : played.timeMillis() - START;
            line.append(' ').append(name(played.item())).append('@').append(time);
          }
          sent.add(line.toString());
          pace.pause(millisPerSend);
        };
    Kind kind = text.startsWith("token") ? TickColumns.any() : TradeColumns.of("A/B");
    return new Player(feed, pace, speed).play(Reading.of(text, kind), START);
  }

  private static String name(Item item) {
    return switch (item) {
      case Item.Trade trade -> trade.price().toPlainString();
      case Item.Tick tick -> tick.token();
      case Item.Quote quote -> quote.symbol();
    };
  }

  @Test
  void tradesGoOutAtTheirTimeMovedToThePresent() {
    Player.Span span = play(FILE, 1, 0);

    assertThat(sent).containsExactly("0: 1@0 2@0", "1000: 3@1000 4@500", "11000: 5@11000");
    assertThat(span).isEqualTo(new Player.Span(5, 1_672_531_200_000L, 1_672_531_211_000L));
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
  void whatHasNoTimesGoesOutAtOnceTenThousandTicksTogether() {
    Player.Span span = play("token,ltp\n" + "22,1\n".repeat(10_001), 1, 5);

    assertThat(sent).hasSize(2).last().isEqualTo("5: 22@0");
    assertThat(span).isEqualTo(new Player.Span(10_001, Item.UNTIMED, Item.UNTIMED));
  }

  @Test
  void aFileWithoutTradesIsAMistake() {
    assertThatThrownBy(() -> play("time,price,quantity,side\n", 1, 0))
        .hasMessage("no trades (expected: one a line)");
  }
}
