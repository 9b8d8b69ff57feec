/**
 * A journal in a folder: records in segments of a fixed size, and snapshots.
 *
 * <p>Knows the ports of {@code dev.carillon.journal} and the file system. Must not know what the
 * records mean.
 *
 * <p>Segment: 64 bytes of header, then records at positions that 8 divides, then zeros. All numbers
 * are little-endian. A record is
 *
 * <pre>
 *  0  CRC32C of all that follows, without the padding
 *  4  length of the record in bytes, without the padding: at least 20, so 0 is the end
 *  8  sequence, 8 bytes
 * 16  how many records stand before it in its batch, which is forced as one
 * 20  the bytes; zeros up to the next position that 8 divides
 * </pre>
 */
@NullMarked
package dev.carillon.storage.journal;

import org.jspecify.annotations.NullMarked;
