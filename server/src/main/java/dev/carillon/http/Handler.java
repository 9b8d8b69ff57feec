package dev.carillon.http;

/** Answers requests. Called on a virtual thread: may block, may be called by many at once. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers one request.
   *
   * @throws Problem for every expected no; any other exception becomes a 500 without internals
   */
  Response handle(Request request);
}
