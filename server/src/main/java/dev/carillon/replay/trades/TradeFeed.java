package dev.carillon.replay.trades;

import java.util.List;

/** Where trades go. */
interface TradeFeed {

  /**
   * A trade of the file as it is played.
   *
   * @param timeMillis its time moved to the present, milliseconds since 1970; 0: none
   */
  record Played(FileTrade trade, long timeMillis) {}

  /**
   * Takes some trades, in their order. Blocks.
   *
   * @throws TradeReplayException when it makes no sense to go on
   */
  void send(List<Played> trades);
}
