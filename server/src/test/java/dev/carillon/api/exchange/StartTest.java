package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.api.exchange.feed.ExchangeFeed;
import dev.carillon.api.exchange.feed.FeedSettings;
import dev.carillon.api.exchange.feed.Start;
import dev.carillon.api.exchange.feed.Stream;
import dev.carillon.api.exchange.feed.Wish;
import dev.carillon.api.exchange.format.SeedExamples;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.market.history.MemoryMarketHistory;
import dev.carillon.testkit.FakeLoop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a new start of the server changes, and what it must not. */
class StartTest {
  private final ExchangeWorld world = new ExchangeWorld();

  private static Hub hub() {
    return Hub.over(
        List.of(new FakeLoop()),
        new LocalBus(1),
        new History(List.of(), 1 << 20),
        HubListener.NONE);
  }

  private Start book(long startMillis) {
    ExchangeFeed feed =
        new ExchangeFeed(
            hub(),
            FeedSettings.DEFAULTS,
            new MemoryMarketHistory(),
            Long.toString(startMillis),
            startMillis);
    return feed.start(world.engine.view(), new Stream.Book("BTC/USDT", 20), Wish.NOW);
  }

  private static String epoch(Start start) {
    return SeedExamples.parse(start.messages().getFirst().toString())
        .get("data")
        .get("epoch")
        .asString();
  }

  @Test
  void aBooksSequenceRisesAndItsEpochIsAnother() {
    Start before = book(world.clock.millis());
    Start after = book(world.clock.millis() + 1);

    assertThat(after.sequence()).isGreaterThan(before.sequence());
    assertThat(epoch(after)).isNotEqualTo(epoch(before));
  }

  @Test
  void anEngineThatKnowsPairsTellsThem() {
    ExchangeFeed feed =
        new ExchangeFeed(hub(), FeedSettings.DEFAULTS, new MemoryMarketHistory(), "now", 1);
    assertThat(feed.pairs().all()).isEmpty();
    feed.adopt(world.engine.view());

    assertThat(feed.pairs().all()).isEqualTo(world.feed.pairs().all());
  }

  @Test
  void aHubThatKeepsNoHistoryIsRefused() {
    ExchangeApi api =
        new ExchangeApi(
            ExchangeSettings.DEFAULTS,
            new ExchangePorts(
                hub(),
                world.engine,
                world.feed,
                _ -> {
                  throw new AssertionError("nobody shows anything");
                },
                _ -> {
                  throw new AssertionError("nobody shows anything");
                },
                Runnable::run,
                world.clock,
                world.clock::nanos),
            () -> 1);

    assertThatThrownBy(api::start).hasMessageContaining("history");
  }
}
