package dev.carillon.engine;

import dev.carillon.journal.Journal;
import dev.carillon.journal.Snapshots;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What an engine needs of the world.
 *
 * @param journal is the engine's alone until it has ended
 * @param clock gives the commands their time
 * @param nanoTime as {@link System#nanoTime}
 */
public record EnginePorts(
    Journal journal,
    Snapshots snapshots,
    InstantSource clock,
    LongSupplier nanoTime,
    EngineCounts counts) {}
