package dev.carillon.api.exchange;

import dev.carillon.api.exchange.feed.ExchangeFeed;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.hub.Hub;
import dev.carillon.engine.Engine;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the Exchange API's socket stands on.
 *
 * @param feed which the engine tells what it does
 * @param tokens knows access tokens
 * @param keys knows API keys
 * @param blocking runs what may block, such as checking a token: virtual threads
 * @param nanoTime as {@link System#nanoTime}
 */
public record ExchangePorts(
    Hub hub,
    Engine engine,
    ExchangeFeed feed,
    TokenVerifier tokens,
    TokenVerifier keys,
    Executor blocking,
    InstantSource clock,
    LongSupplier nanoTime) {}
