package dev.carillon.machine;

import dev.carillon.journal.Records;
import dev.carillon.journal.Snapshots;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a machine at work needs of the world.
 *
 * @param <J> its kind of journal
 * @param name what it is called in the log and in what a person is told: {@code engine}
 * @param journal what it has done and will do
 * @param clock gives the commands their time
 * @param nanoTime as {@link System#nanoTime}
 */
public record MachinePorts<J extends Records>(
    String name,
    J journal,
    Snapshots snapshots,
    InstantSource clock,
    LongSupplier nanoTime,
    MachineCounts counts) {}
