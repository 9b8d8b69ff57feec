package dev.carillon.demo.market;

import dev.carillon.demo.market.MarketPlan.Maker;
import dev.carillon.demo.market.QuoteSide.Quote;
import dev.carillon.demo.market.QuoteSide.Repair;
import dev.carillon.demo.market.Seen.Top;
import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Answer.Ordered;
import dev.carillon.market.model.Answer.Refused;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.Amend;
import dev.carillon.market.model.Command.Cancel;
import dev.carillon.market.model.Command.Place;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One maker's quotes on both sides of a pair. They never take: each is refused rather than trading
 * at once. Not for several threads.
 *
 * <p>What it believes of its quotes comes from the answers to its commands and, since others trade
 * with them, from its account, which it is shown now and then.
 */
final class Ladder {
  private static final OrderTerms.Options QUOTE =
      new OrderTerms.Options(true, SelfTrade.EXPIRE_TAKER, 0, null, 0);

  /** How far the centre gives way, in 1/10,000, when the maker has bought or sold all it may. */
  private static final double SKEW_BPS = 2.5;

  private static final double SIZE_DEVIATION = 0.55;

  /** So many quotes too many wait for a better place on each side; more are cancelled. */
  private static final int SPARE = 2;

  private final MarketPlan market;
  private final Maker maker;
  private final RandomGenerator random;
  private final QuoteSide bids = new QuoteSide(Side.BUY);
  private final QuoteSide asks = new QuoteSide(Side.SELL);

  /** What quotes were before the commands of this step that change them, by order id. */
  private final Map<Long, Quote> moved = new HashMap<>();

  private double inventory;

  Ladder(MarketPlan market, Maker maker, RandomGenerator random) {
    this.market = market;
    this.maker = maker;
    this.random = random;
  }

  Maker maker() {
    return maker;
  }

  /** Its account as it is: the truth about its quotes, and what it has. */
  void see(Seen seen) {
    bids.clear();
    asks.clear();
    moved.clear();
    for (OrderState order : seen.orders()) {
      side(order.terms().side()).add(Quote.of(order));
    }
    double share = seen.total(market.pair().base()) / (maker.base() * Plans.UNITS);
    inventory = Math.clamp(2 * (share - 1), -1, 1);
  }

  /** What the book says of its quotes: those before the best price are gone. */
  void see(Top top) {
    bids.forgetBetterThan(top.bid());
    asks.forgetBetterThan(top.ask());
  }

  private double centre(double fairTicks) {
    return fairTicks * (1 - SKEW_BPS / 10_000 * inventory);
  }

  /** Takes back quotes that the fair price has come too near to: to the far end, or for good. */
  void retreat(double fairTicks, Pace pace, Batch batch) {
    double centre = centre(fairTicks);
    Spacing spacing = Spacing.of(maker.shape(), centre, pace.gap());
    for (QuoteSide side : List.of(bids, asks)) {
      for (Quote quote : side.tooNear(centre, spacing)) {
        if (batch.left() <= 0) {
          return;
        }
        double last = side.last(centre, spacing);
        double distance = last + spacing.gap(last) * (0.8 + 0.4 * random.nextDouble());
        if (distance > QuoteSide.FAR * spacing.farthest()) {
          cancel(side, quote, batch);
        } else {
          long lots = lots(distance, spacing, pace);
          move(side, quote, new Spot(side.price(centre, distance), lots), batch);
        }
      }
    }
  }

  /** Puts quotes where they are missing: those that are too many elsewhere before new ones. */
  void fill(double fairTicks, Top top, Pace pace, Batch batch) {
    double centre = centre(fairTicks);
    Spacing spacing = Spacing.of(maker.shape(), centre, pace.gap());
    for (QuoteSide side : random.nextBoolean() ? List.of(bids, asks) : List.of(asks, bids)) {
      fill(side, centre, spacing, new Room(top.best(side.side().opposite()), pace, batch));
    }
  }

  /** Gives one quote another size, rather a near one. */
  void resize(double fairTicks, Pace pace, Batch batch) {
    QuoteSide side = random.nextBoolean() ? bids : asks;
    if (side.isEmpty() || batch.left() <= 0) {
      return;
    }
    double centre = centre(fairTicks);
    Spacing spacing = Spacing.of(maker.shape(), centre, pace.gap());
    Quote quote = side.at(random.nextDouble() * random.nextDouble());
    if (!moved.containsKey(quote.id())) {
      long lots = lots(side.distance(centre, quote.price()), spacing, pace);
      move(side, quote, new Spot(quote.price(), lots), batch);
    }
  }

  /** Where a quote goes. */
  private record Spot(long price, long lots) {}

  /** What a side may be filled up to: the other side's best price, and the batch's room. */
  private record Room(long opposite, Pace pace, Batch batch) {}

  private void fill(QuoteSide side, double centre, Spacing spacing, Room room) {
    Batch batch = room.batch();
    int most = Math.min(batch.left(), Math.max(2, room.pace().makerCommands() / 4));
    Repair repair = side.repair(centre, spacing, most, random);
    Deque<Quote> spare = new ArrayDeque<>(repair.spare());
    for (double distance : repair.missing()) {
      long price = side.price(centre, distance);
      if (room.opposite() != 0 && !side.isBetter(room.opposite(), price)) {
        price = side.side() == Side.BUY ? room.opposite() - 1 : room.opposite() + 1;
      }
      if (price <= 0 || side.hasPrice(price)) {
        continue;
      }
      long lots = lots(distance, spacing, room.pace());
      if (spare.isEmpty()) {
        place(side.side(), price, lots, batch);
      } else {
        move(side, spare.removeLast(), new Spot(price, lots), batch);
      }
    }
    if (spare.size() > SPARE && batch.left() > 0) {
      cancel(side, spare.removeLast(), batch);
    }
  }

  private void place(Side side, long price, long lots, Batch batch) {
    OrderTerms terms = OrderTerms.limit(side, price, lots).with(QUOTE);
    batch.quote(new Place(maker.owner(), market.pair().symbol(), terms, null));
  }

  private void move(QuoteSide side, Quote quote, Spot to, Batch batch) {
    long quantity = quote.filled() + to.lots();
    side.remove(quote.id());
    side.add(new Quote(quote.id(), to.price(), quantity, quote.filled()));
    moved.put(quote.id(), quote);
    batch.quote(new Amend(maker.owner(), quote.id(), quantity, to.price(), 0));
  }

  private void cancel(QuoteSide side, Quote quote, Batch batch) {
    side.remove(quote.id());
    batch.quote(new Cancel(maker.owner(), quote.id()));
  }

  private long lots(double distance, Spacing spacing, Pace pace) {
    double depth = 1 + maker.shape().deepening() * distance / spacing.farthest();
    double size = maker.shape().size() * depth * pace.size();
    double lots = market.lots(size * StrictMath.exp(SIZE_DEVIATION * random.nextGaussian()));
    Pair pair = market.pair();
    return (long) Math.min(lots, pair.limits().maxLots() / 2.0);
  }

  /** What came of one of its commands. */
  void answered(Command command, Answer answer) {
    if (answer instanceof Ordered(var order, _)) {
      QuoteSide side = side(order.terms().side());
      side.remove(order.id());
      if (order.status().isLive()) {
        side.add(Quote.of(order));
      }
    } else if (command instanceof Amend amend && answer instanceof Refused refused) {
      stayed(amend.orderId(), refused.reason());
    }
    if (command instanceof Amend amend) {
      moved.remove(amend.orderId());
    }
  }

  /** A quote was not changed: it is what it was, or gone. */
  private void stayed(long id, Reason reason) {
    Quote before = moved.get(id);
    for (QuoteSide side : List.of(bids, asks)) {
      if (side.remove(id) && before != null && reason != Reason.UNKNOWN_ORDER) {
        side.add(before);
      }
    }
  }

  private QuoteSide side(Side side) {
    return side == Side.BUY ? bids : asks;
  }
}
