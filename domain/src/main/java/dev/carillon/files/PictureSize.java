package dev.carillon.files;

import java.util.Optional;

/**
 * The size of a picture in pixels, as its header says.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record PictureSize(int width, int height) {
  private static final int MAX = 1 << 20;

  /**
   * Reads it; empty when it is not in the first bytes, or is nonsense.
   *
   * @param head the file's first bytes
   */
  public static Optional<PictureSize> of(FileKind kind, byte[] head) {
    return switch (kind) {
      case PNG -> sized(big(head, 16, 4), big(head, 20, 4));
      case GIF -> sized(little(head, 6, 2), little(head, 8, 2));
      case BMP -> sized(little(head, 18, 4), Math.abs((int) little(head, 22, 4)));
      case JPEG -> ofJpeg(head);
      case WEBP -> ofWebp(head);
      case AVIF, MARKUP, OTHER -> Optional.empty();
    };
  }

  /** ITU T.81 annex B: segments up to the frame header, whatever its coding. */
  private static Optional<PictureSize> ofJpeg(byte[] head) {
    int at = 2;
    while (at + 9 < head.length && (head[at] & 0xff) == 0xff) {
      int marker = head[at + 1] & 0xff;
      boolean isFrame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (isFrame) {
        return sized(big(head, at + 7, 2), big(head, at + 5, 2));
      }
      at += marker == 0xff ? 1 : 2 + (int) big(head, at + 2, 2);
    }
    return Optional.empty();
  }

  /** RFC 9649 section 2: simple lossy, lossless, or extended. */
  private static Optional<PictureSize> ofWebp(byte[] head) {
    if (head.length < 30) {
      return Optional.empty();
    }
    return switch (head[15]) {
      case ' ' -> sized(little(head, 26, 2) & 0x3fff, little(head, 28, 2) & 0x3fff);
      case 'L' -> {
        long bits = little(head, 21, 4);
        yield sized((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
      }
      case 'X' -> sized(little(head, 24, 3) + 1, little(head, 27, 3) + 1);
      default -> Optional.empty();
    };
  }

  private static Optional<PictureSize> sized(long width, long height) {
    return width >= 1 && width <= MAX && height >= 1 && height <= MAX
        ? Optional.of(new PictureSize((int) width, (int) height))
        : Optional.empty();
  }

  /** 0 when the bytes are not there. */
  private static long big(byte[] head, int at, int count) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = number << 8 | (at + i < head.length ? head[at + i] & 0xff : 0);
    }
    return number;
  }

  private static long little(byte[] head, int at, int count) {
    long number = 0;
    for (int i = count - 1; i >= 0; i--) {
      number = number << 8 | (at + i < head.length ? head[at + i] & 0xff : 0);
    }
    return number;
  }
}
