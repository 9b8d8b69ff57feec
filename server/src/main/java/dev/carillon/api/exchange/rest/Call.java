package dev.carillon.api.exchange.rest;

import dev.carillon.api.exchange.format.Pairs;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.RequestKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param owner whose account it is about; empty: nobody's
 */
record Call(Request request, String owner) {
  private static final int MAX_KEY_CHARS = 255;

  /** How many items the page shall have. */
  int limit(int otherwise, int max) {
    return (int) request.queryNumber("limit", otherwise, 1, max);
  }

  /** The pair that the query must name. */
  Pair pair(Pairs pairs) {
    String symbol =
        request
            .queryParameter("symbol")
            .orElseThrow(() -> Problem.badRequest("symbol", "is required"));
    return Refusals.value(pairs.named(symbol));
  }

  /** The symbol that the query may name, which must be a pair's then. */
  @Nullable String symbol(Pairs pairs) {
    return request.queryParameter("symbol").isPresent() ? pair(pairs).symbol() : null;
  }

  /**
   * By what the same request is known when it comes again; null: by nothing.
   *
   * @param kind what is asked: keys of one kind are not mistaken for another's
   */
  @Nullable RequestKey key(String kind) {
    Optional<String> key = request.header("Idempotency-Key");
    if (key.filter(text -> text.isBlank() || text.length() > MAX_KEY_CHARS).isPresent()) {
      throw Problem.badRequest(
          "Idempotency-Key", "must have 1 to " + MAX_KEY_CHARS + " characters");
    }
    // A line break can't be in a header: no client's key is another kind's.
    return key.map(text -> new RequestKey(kind + '\n' + text, fingerprint(kind))).orElse(null);
  }

  /** What a body is, in 64 bits: a key used for another body by mistake is found, always enough. */
  private long fingerprint(String kind) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(kind.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest.digest(request.body().bytes())).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
