package dev.carillon.api.ticks;

import dev.carillon.ticks.TickState;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an instrument after a tick, and its JSON, which is made when the first reader
 * wants it and shared by all. Any thread: two that come at once may both make it.
 */
final class Shown {
  private final String token;
  private final TickState state;
  private volatile byte @Nullable [] ltp;
  private volatile byte @Nullable [] quote;
  private volatile byte @Nullable [] full;

  Shown(String token, TickState state) {
    this.token = token;
    this.state = state;
  }

  TickState state() {
    return state;
  }

  /** The token's part of a payload; not to be changed. */
  byte[] json(Mode mode) {
    byte[] known =
        switch (mode) {
          case LTP -> ltp;
          case QUOTE -> quote;
          case FULL -> full;
        };
    return known == null ? made(mode) : known;
  }

  private byte[] made(Mode mode) {
    byte[] json = TickJson.member(token, state, mode);
    switch (mode) {
      case LTP -> ltp = json;
      case QUOTE -> quote = json;
      case FULL -> full = json;
    }
    return json;
  }
}
