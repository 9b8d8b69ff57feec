package dev.carillon.api.exchange.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.TestPairs;
import dev.carillon.api.exchange.rest.RestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /api/exchange/klines}. */
class KlineRoutesTest {
  private static final String KLINES = "/api/exchange/klines?symbol=BTC/USDT";
  private static final long MINUTE = 60_000;
  private static final long START = RestWorld.START.toEpochMilli();

  private final RestWorld world = RestWorld.withMoney(TestPairs.BTC);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void beforeTheFirstTradeThereIsNoCandle() {
    ask("").says("'data':[]");
  }

  @Test
  void theOpenCandleFollowsTheClosedOnes() {
    trade("45000");
    world.minute();
    trade("45100");

    assertThat(ask("&interval=1m").body())
        .isEqualTo(
            "{'success':true,'data':["
                + "{'symbol':'BTC/USDT','interval':'1m','open_time':1672531200000,"
                + "'close_time':1672531259999,'open':'45000.00','high':'45000.00',"
                + "'low':'45000.00','close':'45000.00','volume':'0.10000000','is_closed':true,"
                + "'quote_volume':'4500.00000000','trades':1},"
                + "{'symbol':'BTC/USDT','interval':'1m','open_time':1672531260000,"
                + "'close_time':1672531319999,'open':'45100.00','high':'45100.00',"
                + "'low':'45100.00','close':'45100.00','volume':'0.10000000','is_closed':false,"
                + "'quote_volume':'4510.00000000','trades':1}],'page':{'next':null}}");
    ask("&interval=1h").says("'high':'45100.00'", "'volume':'0.20000000'", "'is_closed':false");
  }

  @Test
  void noCandleIsMissingOrDoubledWhereTheHistoryLags() {
    trade("45000");
    for (int minutes = 1; minutes <= 60; minutes++) {
      world.minute();

      List<Long> times = openTimes(ask("&limit=1000"));
      assertThat(times).hasSize(minutes + 1);
      for (int i = 0; i < times.size(); i++) {
        assertThat(times.get(i)).isEqualTo(START + i * MINUTE);
      }
    }
  }

  @Test
  void aPartOfTheTimeCanBeAskedFor() {
    trade("45000");
    for (int i = 0; i < 5; i++) {
      world.minute();
    }

    assertThat(minutes(ask("&start=" + (START + MINUTE) + "&end=" + (START + 2 * MINUTE))))
        .containsExactly(1L, 2L);
    assertThat(minutes(ask("&end=" + (START + 2 * MINUTE + 1) + "&limit=2")))
        .containsExactly(1L, 2L);
    assertThat(minutes(ask("&start=" + (START + 5 * MINUTE)))).containsExactly(5L);
    assertThat(minutes(ask("&start=" + (START + 6 * MINUTE)))).isEmpty();
  }

  @Test
  void theNextPageHasTheOlderOnes() {
    trade("45000");
    for (int i = 0; i < 3; i++) {
      world.minute();
    }

    Answer page = ask("&limit=2");
    Answer older = ask("&limit=2&end=" + page.text("next"));

    assertThat(minutes(page)).containsExactly(2L, 3L);
    assertThat(minutes(older.says("'next':null"))).containsExactly(0L, 1L);
    assertThat(minutes(ask("&limit=1"))).containsExactly(3L);
  }

  @Test
  void otherIntervalsAreRefusedByNamingTheAllowedOnes() {
    world.asNobody().get(KLINES + "&interval=2m").is(400).says("'field':'interval'", "1w, 1M");
  }

  private Answer ask(String more) {
    return world.asNobody().get(KLINES + more).is(200);
  }

  private static List<Long> openTimes(Answer answer) {
    Matcher found = Pattern.compile("'open_time':([0-9]+)").matcher(answer.body());
    List<Long> times = new ArrayList<>();
    while (found.find()) {
      times.add(Long.parseLong(found.group(1)));
    }
    return times;
  }

  private static List<Long> minutes(Answer answer) {
    return openTimes(answer).stream().map(time -> (time - START) / MINUTE).toList();
  }

  private void trade(String price) {
    world.as("john").places("buy", price, "0.1");
    world.as("jane").places("sell", price, "0.1");
  }
}
