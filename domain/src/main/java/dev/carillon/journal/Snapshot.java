package dev.carillon.journal;

/**
 * What is known of a kept state without reading it.
 *
 * @param sequence of the last record that the state contains; 0: none
 * @param stateHash of the state, by whoever wrote it: equal states have equal hashes
 */
public record Snapshot(long sequence, long stateHash, long sizeBytes) {}
