package dev.carillon.bench.book;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import java.util.ArrayDeque;

/**
 * Exchange-core's direct book, bare: without its ring buffer, its risk engine and their threads,
 * and with a pool for its events as its own pipeline has one.
 */
final class ExchangeCoreBook implements Contestant {
  private static final long USER = 1;

  private final ArrayDeque<MatcherTradeEvent> pool = new ArrayDeque<>(1_024);
  private final OrderBookDirectImpl book =
      new OrderBookDirectImpl(
          CoreSymbolSpecification.builder()
              .symbolId(1)
              .type(SymbolType.FUTURES_CONTRACT)
              .baseCurrency(1)
              .quoteCurrency(2)
              .baseScaleK(1)
              .quoteScaleK(1)
              .build(),
          ObjectsPool.createDefaultTestPool(),
          new OrderBookEventsHelper(this::event),
          LoggingConfiguration.builder()
              .loggingLevels(java.util.EnumSet.noneOf(LoggingConfiguration.LoggingLevel.class))
              .build());
  private final OrderCommand command = new OrderCommand();

  private long trades;
  private long lots;
  private long turnover;
  private long others;

  ExchangeCoreBook() {
    command.uid = USER;
    command.symbol = 1;
  }

  @Override
  public void run(Commands commands, int from, int to) {
    for (int i = from; i < to; i++) {
      command.orderId = commands.id(i);
      command.matcherEvent = null;
      switch (commands.type(i)) {
        case Commands.PLACE -> {
          command.action = commands.sells(i) ? OrderAction.ASK : OrderAction.BID;
          command.orderType = commands.isImmediate(i) ? OrderType.IOC : OrderType.GTC;
          command.price = commands.price(i);
          command.reserveBidPrice = commands.price(i);
          command.size = commands.quantity(i);
          book.newOrder(command);
        }
        case Commands.CANCEL -> book.cancelOrder(command);
        default -> {
          command.price = commands.price(i);
          book.moveOrder(command);
        }
      }
      for (MatcherTradeEvent event = command.matcherEvent; event != null; event = take(event)) {}
    }
  }

  private MatcherTradeEvent take(MatcherTradeEvent event) {
    if (event.eventType == MatcherEventType.TRADE) {
      trades++;
      lots += event.size;
      turnover += event.size * event.price;
    } else {
      others++;
    }
    MatcherTradeEvent next = event.nextEvent;
    event.nextEvent = null;
    pool.push(event);
    return next;
  }

  private MatcherTradeEvent event() {
    MatcherTradeEvent event = pool.poll();
    return event == null ? new MatcherTradeEvent() : event;
  }

  @Override
  public Tally tally() {
    return new Tally(trades, lots, turnover, others);
  }
}
