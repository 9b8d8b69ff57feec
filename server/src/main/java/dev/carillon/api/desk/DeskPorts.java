package dev.carillon.api.desk;

import dev.carillon.api.desk.feed.DeskFeed;
import dev.carillon.api.desk.feed.Probe;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.hub.Hub;
import dev.carillon.deskengine.DeskEngine;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the Desk API's socket stands on.
 *
 * @param feed which the desk tells what it does
 * @param probes of the components in the order in which they are shown; {@code broker} and {@code
 *     pusher} need none, they are seen from here
 * @param blocking runs what may block, such as checking a token: virtual threads
 * @param nanoTime as {@link System#nanoTime}
 */
public record DeskPorts(
    Hub hub,
    DeskEngine engine,
    DeskFeed feed,
    TokenVerifier tokens,
    List<Probe> probes,
    Executor blocking,
    InstantSource clock,
    LongSupplier nanoTime) {
  public DeskPorts {
    probes = List.copyOf(probes);
  }
}
