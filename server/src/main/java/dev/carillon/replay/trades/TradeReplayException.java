package dev.carillon.replay.trades;

/** A replay of trades can't go on; the message names what is wrong and what was expected. */
public final class TradeReplayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TradeReplayException(String message) {
    super(message);
  }
}
