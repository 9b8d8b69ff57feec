package dev.carillon.identity;

/** What became of a refresh token that was shown to a {@link SessionStore}. */
public sealed interface Rotation {

  /** It was the good one; from now on the next one is. */
  record Rotated(Family family) implements Rotation {}

  /** It was not the good one of its family; the family has just been revoked. */
  record Reused(Family family) implements Rotation {}

  /** There is no such family, or it was revoked or has ended before. */
  record Unknown() implements Rotation {}
}
