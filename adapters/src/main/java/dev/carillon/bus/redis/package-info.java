/**
 * The cluster and its log over Redis: one server, a master behind Sentinels, or a Redis Cluster.
 *
 * <p>What crosses are hints, which Redis may lose; then everybody is told. Connections, what they
 * are subscribed to, and whether they are alive is kept here and not by the client library, which
 * loses subscriptions silently. Must not know what notes and records mean. See {@link
 * dev.carillon.bus.redis.Carrier} for the threads.
 */
@NullMarked
package dev.carillon.bus.redis;

import org.jspecify.annotations.NullMarked;
