package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which requests were made, by idempotency key, for a day: the same again is not done again. */
final class Requests {
  private static final long KEPT_MILLIS = 24L * 60 * 60 * 1_000;

  private final Map<Name, Done> done = new LinkedHashMap<>();
  private final Now now;

  Requests(Now now) {
    this.now = now;
  }

  private record Name(String owner, String key) {}

  /** What came of a request; {@code id} as in {@link Answer.Repeated}. */
  private record Done(long fingerprint, String id, long atMillis) {}

  /** The answer to a request that was made before; null: it was not. */
  @Nullable Answer before(Account account, @Nullable RequestKey key) {
    Done first = key == null ? null : done.get(new Name(account.owner(), key.key()));
    if (first == null || key == null) {
      return null;
    }
    return first.fingerprint() == key.fingerprint()
        ? new Answer.Repeated(first.id())
        : new Problem(
                Reason.IDEMPOTENCY_KEY_REUSED,
                "Idempotency-Key: used for another request (expected: a new one)")
            .refused();
  }

  /** Remembers a request, if it can be recognised. */
  void done(Account account, @Nullable RequestKey key, String id) {
    if (key != null) {
      done.put(new Name(account.owner(), key.key()), new Done(key.fingerprint(), id, now.millis()));
    }
  }

  /** Forgets what is older than a day. */
  void forget() {
    Iterator<Done> oldest = done.values().iterator();
    while (oldest.hasNext() && oldest.next().atMillis() <= now.millis() - KEPT_MILLIS) {
      oldest.remove();
    }
  }

  void writeTo(StateWriter out) {
    out.putInt(done.size());
    done.forEach((name, what) ->
        out.putText(name.owner())
            .putText(name.key())
            .putLong(what.fingerprint())
            .putText(what.id())
            .putLong(what.atMillis()));
  }

  void readFrom(StateReader in) {
    int count = in.getCount();
    for (int i = 0; i < count; i++) {
      done.put(
          new Name(in.getRequiredText(), in.getRequiredText()),
          new Done(in.getLong(), in.getRequiredText(), in.getLong()));
    }
  }
}
