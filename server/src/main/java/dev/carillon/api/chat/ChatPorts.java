package dev.carillon.api.chat;

import dev.carillon.chat.model.ChatStore;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.hub.Hub;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the Chat API needs from outside.
 *
 * @param hub of this node
 * @param cluster the nodes that the chat is told to; not started yet
 * @param blocking runs what may block, without end waiting for one another
 * @param nanoTime as {@link System#nanoTime}
 * @param random a cryptographically strong one
 */
public record ChatPorts(
    Hub hub,
    Cluster cluster,
    TokenVerifier tokens,
    ChatStore store,
    Executor blocking,
    InstantSource clock,
    LongSupplier nanoTime,
    RandomGenerator random) {}
