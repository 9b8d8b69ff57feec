package dev.carillon.protocol.phoenix;

import dev.carillon.core.hub.Hub;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What Phoenix sockets stand on.
 *
 * @param sessionIds a new id for each connection: not 0, not twice in this process
 * @param nanoTime as {@link System#nanoTime}
 * @param incidents gives a short id for each failure that is a bug; it stands in the log
 */
public record PhoenixPorts(
    Hub hub, LongSupplier sessionIds, LongSupplier nanoTime, Supplier<String> incidents) {}
