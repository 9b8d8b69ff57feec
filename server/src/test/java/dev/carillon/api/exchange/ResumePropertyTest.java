package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.feed.FeedSettings;
import dev.carillon.api.exchange.format.SeedExamples;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Whoever comes back after a cut with {@code resume_from} has every private event once; or is told
 * that something is missing.
 */
class ResumePropertyTest {
  private static final List<String> CHANNELS = List.of("orders", "user_trades", "account");
  private static final int STEPS = 90;

  /** What one client has of each channel, over all its connections. */
  private static final class Reader {
    final Map<String, List<Long>> had = new HashMap<>();
    final Map<String, Long> last = new HashMap<>();
    int gaps;
    ExchangeClient client;

    Reader(ExchangeClient client) {
      this.client = client;
    }

    void hears(JsonNode message, boolean first) {
      JsonNode data = message.get("data");
      if (message.get("type").asString().equals("subscribed")) {
        String channel = data.get("channel").asString();
        if (first) {
          last.put(channel, data.get("sequence").asLong());
        } else if (!data.get("resumed").asBoolean()) {
          gaps++;
          had.put(channel, new ArrayList<>());
          last.put(channel, data.get("sequence").asLong());
        }
      } else if (message.has("channel") && !data.has("snapshot")) {
        String channel = message.get("channel").asString();
        long sequence = data.get("sequence").asLong();
        assertThat(sequence).as("%s", message).isGreaterThan(last.getOrDefault(channel, 0L));
        had.computeIfAbsent(channel, _ -> new ArrayList<>()).add(sequence);
        last.put(channel, sequence);
      }
    }
  }

  private ExchangeWorld world = new ExchangeWorld();

  private static String subscribe(String channel, String more) {
    return "{'method':'subscribe','params':{'channel':'" + channel + "'" + more + "}}";
  }

  private Reader begins() {
    Reader reader = new Reader(world.connectAs("john"));
    for (String channel : CHANNELS) {
      reader.client.hears(subscribe(channel, "")).forEach(message -> reader.hears(message, true));
    }
    return reader;
  }

  @Seeds(10)
  void afterCutsNothingIsLostAndNothingComesTwice(RandomGenerator random) {
    world = new ExchangeWorld(ExchangeSettings.DEFAULTS.withLimits(ExchangeSettings.Limits.OFF));
    Reader steady = begins();
    Reader cut = begins();
    run(random, steady, cut);

    assertThat(cut.gaps).isZero();
    assertThat(cut.had).isEqualTo(steady.had);
    assertThat(steady.had.get("orders")).hasSizeGreaterThan(20);
  }

  @Seeds(10)
  void whereTooMuchWasMissedThatIsSaid(RandomGenerator random) {
    world =
        new ExchangeWorld(
            ExchangeSettings.DEFAULTS.withLimits(ExchangeSettings.Limits.OFF),
            new FeedSettings(100, 250, 100, 12, 1_000, 30_000));
    Reader steady = begins();
    Reader cut = begins();
    run(random, steady, cut);

    for (String channel : CHANNELS) {
      List<Long> all = steady.had.getOrDefault(channel, List.of());
      List<Long> had = cut.had.getOrDefault(channel, List.of());
      assertThat(had).isEqualTo(all.subList(all.size() - had.size(), all.size()));
      assertThat(had.size() == all.size() || cut.gaps > 0).isTrue();
    }
  }

  private void run(RandomGenerator random, Reader steady, Reader cut) {
    for (int step = 0; step < STEPS; step++) {
      orders(random);
      if (random.nextInt(4) == 0) {
        cuts(random, cut);
      } else if (random.nextBoolean()) {
        world.engine.runBatch(random.nextInt(1, 5));
        world.loop.runTurn();
      }
      if (random.nextInt(3) == 0) {
        reads(cut, Integer.MAX_VALUE);
        reads(steady, Integer.MAX_VALUE);
      }
    }
    world.run();
    reads(cut, Integer.MAX_VALUE);
    reads(steady, Integer.MAX_VALUE);
  }

  /** The client reads so many of the frames that came; the others are lost to it. */
  private static void reads(Reader reader, int most) {
    reader.client.link.takeTexts().stream()
        .limit(most)
        .map(SeedExamples::parse)
        .forEach(message -> reader.hears(message, false));
  }

  private void cuts(RandomGenerator random, Reader reader) {
    int written = reader.client.link.texts().size();
    reads(reader, random.nextInt(written + 1));
    reader.client.vanish();
    orders(random);
    world.engine.runBatch(random.nextInt(1, 5));
    reader.client = world.connectAs("john");
    for (String channel : CHANNELS) {
      reader.client.say(subscribe(channel, ",'resume_from':" + reader.last.get(channel)));
      if (random.nextBoolean()) {
        orders(random);
        world.run();
      }
    }
    world.run();
  }

  private void orders(RandomGenerator random) {
    for (int i = random.nextInt(3); i > 0; i--) {
      String owner = random.nextInt(3) == 0 ? "market" : "john";
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      long price = 10_000L + random.nextInt(-5, 6);
      Command command =
          random.nextInt(5) == 0
              ? new Command.CancelAll(owner, null)
              : new Command.Place(
                  owner,
                  "BTC/USDT",
                  OrderTerms.limit(side, price, random.nextLong(5_000, 50_000)),
                  null);
      world.engine.submit(command, _ -> {});
    }
  }
}
