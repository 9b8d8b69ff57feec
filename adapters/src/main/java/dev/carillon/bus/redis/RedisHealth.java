package dev.carillon.bus.redis;

import java.time.Duration;

/**
 * How the way to the other nodes is.
 *
 * @param connected whether all connections are at work
 * @param lag how long the last probe took from this node through Redis back to it: the longest of
 *     all connections
 * @param dropped notes that could not be sent, or that came when too many waited
 * @param reconnects how often connections were built after the first time
 * @param unknown messages whose version or kind this node does not know
 */
public record RedisHealth(
    boolean connected, Duration lag, long dropped, long reconnects, long unknown) {}
