package dev.carillon.storage.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The bytes of a file, piece by piece as they are asked for. One thread. */
final class PiecesStream extends InputStream {

  /** Fetches a piece; empty: the one before was the last. */
  interface Pieces {
    Optional<byte[]> piece(long number) throws IOException;
  }

  private final Pieces pieces;
  private long number;
  private int at;
  private byte[] piece = {};
  private boolean isFetched;

  PiecesStream(Pieces pieces, long fromByte) {
    this.pieces = pieces;
    this.number = fromByte / PostgresFileStore.PIECE_BYTES;
    this.at = (int) (fromByte % PostgresFileStore.PIECE_BYTES);
  }

  /** Whether there is a byte at the position. */
  private boolean fetch() throws IOException {
    if (!isFetched) {
      piece = pieces.piece(number).orElse(new byte[0]);
      isFetched = true;
    }
    if (at >= piece.length && piece.length == PostgresFileStore.PIECE_BYTES) {
      number++;
      at = 0;
      piece = pieces.piece(number).orElse(new byte[0]);
    }
    return at < piece.length;
  }

  @Override
  public int read() throws IOException {
    return fetch() ? piece[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fetch()) {
      return -1;
    }
    int n = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, target, offset, n);
    at += n;
    return n;
  }
}
