package dev.carillon.market;

import dev.carillon.ledger.Ledger;
import dev.carillon.market.book.BookListener;
import dev.carillon.market.book.BookOrder;
import dev.carillon.market.book.Match;
import dev.carillon.market.book.Removal;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Reason;
import dev.carillon.market.model.Trade;

/** What the matches of one book mean for orders and balances. */
final class Settlement implements BookListener {
  private final Market market;
  private final Ledger ledger;
  private final LiveOrders orders;
  private final Teller teller;

  Settlement(Market market, Ledger ledger, LiveOrders orders, Teller teller) {
    this.market = market;
    this.ledger = ledger;
    this.orders = orders;
    this.teller = teller;
  }

  @Override
  public void traded(Match match) {
    LiveOrder maker = orders.get(match.makerId());
    LiveOrder taker = orders.get(match.takerId());
    LiveOrder buyer = match.takerSide() == Side.BUY ? taker : maker;
    LiveOrder seller = buyer == taker ? maker : taker;
    Pair pair = market.pair();
    long lots = match.quantity();
    long paid = pair.notional(match.price(), lots);
    long delivered = pair.baseUnits(lots);
    long buyerFee = Fees.on(delivered, bps(buyer, taker));
    long sellerFee = Fees.on(paid, bps(seller, taker));

    pay(buyer, seller, paid, sellerFee);
    pay(seller, buyer, delivered, buyerFee);
    buyer.fill(lots, paid, buyerFee, teller.nowMillis());
    seller.fill(lots, paid, sellerFee, teller.nowMillis());
    giveBack(maker);
    giveBack(taker);

    Trade trade = market.trade(match.takerSide(), match.price(), lots);
    teller.filled(trade, maker, maker == buyer ? buyerFee : sellerFee, false);
    teller.filled(trade, taker, taker == buyer ? buyerFee : sellerFee, true);
  }

  private int bps(LiveOrder order, LiveOrder taker) {
    Fees fees = market.pair().fees();
    return order == taker ? fees.takerBps() : fees.makerBps();
  }

  private void pay(LiveOrder from, LiveOrder to, long units, long fee) {
    ledger.pay(from.account.number(), to.account.number(), from.heldCurrency(), units, fee);
    from.held -= units;
  }

  /** What a buyer saved by a better price is free at once; so is the rest of a filled order. */
  private void giveBack(LiveOrder order) {
    if (order.remaining() == 0) {
      orders.filled(order);
    } else if (!order.isAtMarket()) {
      orders.releaseDownTo(order, order.needs());
    }
  }

  @Override
  public void rested(BookOrder order) {
    // Its owner knows: the order was told as open before it was matched.
  }

  @Override
  public void removed(BookOrder order, Removal cause) {
    switch (cause) {
      case CANCELLED, REPLACED -> {
        // Whoever asked for it ends or amends the order.
      }
      case IOC_REMAINDER -> expire(order, Reason.IMMEDIATE_OR_CANCEL);
      case FOK_KILLED -> expire(order, Reason.FILL_OR_KILL);
      case SELF_TRADE_TAKER, SELF_TRADE_MAKER -> expire(order, Reason.SELF_TRADE);
      case POST_ONLY -> expire(order, Reason.POST_ONLY);
    }
  }

  private void expire(BookOrder order, Reason reason) {
    orders.end(orders.get(order.id()), OrderStatus.EXPIRED, reason);
  }

  @Override
  public void levelChanged(Side side, long price, long shown) {
    teller.level(market.pair(), side, price, shown);
  }
}
