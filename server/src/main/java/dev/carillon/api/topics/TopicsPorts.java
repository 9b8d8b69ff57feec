package dev.carillon.api.topics;

import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.hub.Hub;
import dev.carillon.messages.MessageStore;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the Topics API stands on.
 *
 * @param hub reaches all nodes
 * @param here reaches this node alone
 * @param cluster whose nodes share presences; not started yet
 * @param blocking runs what may block, such as checking a token: virtual threads
 * @param names of this node's connections
 * @param nanoTime as {@link System#nanoTime}
 * @param random a cryptographically strong one
 */
public record TopicsPorts(
    Hub hub,
    Hub here,
    Cluster cluster,
    TokenVerifier tokens,
    MessageStore messages,
    ConnectionNames names,
    Executor blocking,
    InstantSource clock,
    LongSupplier nanoTime,
    RandomGenerator random) {}
