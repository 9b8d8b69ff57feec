package dev.carillon.api.ticks;

import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.KeyTokens;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What the Ticks API stands on.
 *
 * @param keyTokens the access tokens of API keys
 * @param tokens the access tokens of users, which open their own keys' topics too
 * @param blocking runs what may block, such as looking for a key: virtual threads
 */
public record TicksPorts(
    ApiKeys keys,
    KeyTokens keyTokens,
    TokenVerifier tokens,
    Executor blocking,
    InstantSource clock) {}
