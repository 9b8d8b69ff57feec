package dev.carillon.app.config;

import java.nio.charset.StandardCharsets;

/** A text that must not be printed: only {@link #reveal()} gives it. */
public record Secret(String reveal) {

  /** The number of bytes of its UTF-8 form. */
  int sizeBytes() {
    return reveal.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public String toString() {
    return "***";
  }
}
