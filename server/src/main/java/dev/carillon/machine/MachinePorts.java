package dev.carillon.machine;

import dev.carillon.journal.Journal;
import dev.carillon.journal.Snapshots;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a machine at work needs of the world.
 *
 * @param name what it is called in the log and in what a person is told: {@code engine}
 * @param journal is the machine's alone until it has ended
 * @param clock gives the commands their time
 * @param nanoTime as {@link System#nanoTime}
 */
public record MachinePorts(
    String name,
    Journal journal,
    Snapshots snapshots,
    InstantSource clock,
    LongSupplier nanoTime,
    MachineCounts counts) {}
