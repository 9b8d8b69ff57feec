package dev.carillon.market;

import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Reason;
import dev.carillon.market.model.RequestKey;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which requests were made, by idempotency key, for a day: the same again is not done again. */
final class Requests {
  private static final long KEPT_MILLIS = 24L * 60 * 60 * 1_000;

  private final Map<Name, Done> done = new LinkedHashMap<>();

  private record Name(String owner, String key) {}

  /** What came of a request: {@code orderId} is the order it made, or 0. */
  private record Done(long fingerprint, long orderId, long atMillis) {}

  /** The answer to a request that was made before; empty: it was not. */
  Optional<Answer> before(String owner, @Nullable RequestKey key) {
    Done first = key == null ? null : done.get(new Name(owner, key.key()));
    if (first == null || key == null) {
      return Optional.empty();
    }
    return Optional.of(
        first.fingerprint() == key.fingerprint()
            ? new Answer.Repeated(first.orderId())
            : new Problem(
                    Reason.IDEMPOTENCY_KEY_REUSED,
                    "Idempotency-Key: used for another request (expected: a new one)")
                .refused());
  }

  /** Remembers a request, if it can be recognised. */
  void done(String owner, @Nullable RequestKey key, long orderId, long nowMillis) {
    if (key != null) {
      done.put(new Name(owner, key.key()), new Done(key.fingerprint(), orderId, nowMillis));
    }
  }

  /** Forgets what is older than a day. */
  void forget(long nowMillis) {
    Iterator<Done> oldest = done.values().iterator();
    while (oldest.hasNext() && oldest.next().atMillis() <= nowMillis - KEPT_MILLIS) {
      oldest.remove();
    }
  }

  void writeTo(StateWriter out) {
    out.putInt(done.size());
    done.forEach((name, what) ->
        out.putText(name.owner())
            .putText(name.key())
            .putLong(what.fingerprint())
            .putLong(what.orderId())
            .putLong(what.atMillis()));
  }

  void readFrom(StateReader in) {
    int count = in.getCount();
    for (int i = 0; i < count; i++) {
      done.put(
          new Name(in.getRequiredText(), in.getRequiredText()),
          new Done(in.getLong(), in.getLong(), in.getLong()));
    }
  }
}
