package dev.carillon.api.ticks;

import dev.carillon.ticks.TradingDay;
import java.time.Duration;

/**
 * How the Ticks API is set up.
 *
 * @param window a client hears of a token at most once in so much time
 * @param maxTokens that one connection may have subscribed to
 * @param day until when an access token is good, and where the figures of a day begin
 */
public record TicksSettings(Duration window, int maxTokens, TradingDay day) {}
