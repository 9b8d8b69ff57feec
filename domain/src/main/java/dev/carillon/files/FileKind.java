package dev.carillon.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file is by its first bytes, whatever it says it is. Only kinds that a browser would show
 * or run are told apart; the rest is {@link #OTHER}.
 */
public enum FileKind {
  PNG("image/png", true),
  JPEG("image/jpeg", true),
  GIF("image/gif", true),
  WEBP("image/webp", true),
  BMP("image/bmp", true),
  AVIF("image/avif", true),
  /** HTML, SVG and other XML: text that a browser may run. */
  MARKUP("text/html", false),
  OTHER("application/octet-stream", false);

  /** How many first bytes tell all that is asked here. */
  public static final int HEAD_BYTES = 64 << 10;

  private final String mediaType;
  private final boolean isPicture;

  FileKind(String mediaType, boolean isPicture) {
    this.mediaType = mediaType;
    this.isPicture = isPicture;
  }

  public String mediaType() {
    return mediaType;
  }

  /** Whether it is a picture made of pixels, which can do nothing but be shown. */
  public boolean isPicture() {
    return isPicture;
  }

  /** The kind that a media type claims; empty: one that is not told apart. */
  public static Optional<FileKind> claimed(String mediaType) {
    String type = mediaType.equals("image/jpg") ? JPEG.mediaType : mediaType;
    for (FileKind kind : values()) {
      if (kind.isPicture && kind.mediaType.equals(type)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * The kind of a file.
   *
   * @param head its first bytes, {@value #HEAD_BYTES} or all
   */
  public static FileKind of(byte[] head) {
    if (starts(head, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (starts(head, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (starts(head, 0, "GIF87a") || starts(head, 0, "GIF89a")) {
      return GIF;
    }
    if (starts(head, 0, "RIFF") && starts(head, 8, "WEBP")) {
      return WEBP;
    }
    if (starts(head, 4, "ftypavif") || starts(head, 4, "ftypavis")) {
      return AVIF;
    }
    // Two letters are not much: a bitmap also names its header's size, 12 to 124 in four bytes.
    if (starts(head, 0, "BM") && head.length > 18 && head[14] >= 12 && starts(head, 15, "\0\0\0")) {
      return BMP;
    }
    return isMarkup(head) ? MARKUP : OTHER;
  }

  private static boolean isMarkup(byte[] head) {
    int length = Math.min(head.length, 1_024);
    // UTF-16 has a zero in each letter; without them it reads like the rest.
    String text =
        new String(head, 0, length, StandardCharsets.ISO_8859_1)
            .replace("\0", "")
            .replaceFirst("^(\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    return text.startsWith("<")
        && (text.startsWith("<?xml")
            || text.startsWith("<!")
            || text.contains("<html")
            || text.contains("<svg")
            || text.contains("<script")
            || text.contains("<body")
            || text.contains("<head"));
  }

  private static boolean starts(byte[] head, int at, String latin1) {
    if (head.length < at + latin1.length()) {
      return false;
    }
    for (int i = 0; i < latin1.length(); i++) {
      if ((head[at + i] & 0xff) != latin1.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
