package dev.carillon.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key set at an address. Any thread; a look-up may block while the set is fetched.
 *
 * <p>Fetched when first needed, again when it is old or a key is unknown, at most once in 30 s
 * whatever tokens say. While the address does not answer, the keys we have stay good.
 */
final class RemoteKeys {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);
  private static final long BETWEEN_FETCHES_MILLIS = 30_000;
  private static final long OLD_AFTER_MILLIS = 10 * 60 * 1_000;
  private static final Duration FETCH_LIMIT = Duration.ofSeconds(5);
  private static final int MAX_BYTES = 256 * 1_024;

  private final URI address;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(FETCH_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile State state = new State(PublicKeys.EMPTY, Long.MIN_VALUE, Long.MIN_VALUE);

  /** What we have; times in milliseconds since 1970, {@link Long#MIN_VALUE}: never. */
  private record State(PublicKeys keys, long fetchedAt, long triedAt) {
    boolean isOld(long nowMillis) {
      return fetchedAt == Long.MIN_VALUE || nowMillis - fetchedAt >= OLD_AFTER_MILLIS;
    }

    boolean mayFetch(long nowMillis) {
      return triedAt == Long.MIN_VALUE || nowMillis - triedAt >= BETWEEN_FETCHES_MILLIS;
    }
  }

  RemoteKeys(URI address, InstantSource clock) {
    this.address = address;
    this.clock = clock;
  }

  /** The key of this id, or null; fetches the set when that may help. */
  @Nullable VerificationKey find(@Nullable String keyId) {
    State before = state;
    VerificationKey known = before.keys.find(keyId);
    long now = clock.millis();
    if ((known != null && !before.isOld(now)) || !before.mayFetch(now)) {
      return known;
    }
    if (known != null) {
      refreshUnlessSomebodyDoes();
    } else {
      refresh();
    }
    return state.keys.find(keyId);
  }

  /** Whether the set was ever had. */
  boolean wereFetched() {
    return state.fetchedAt != Long.MIN_VALUE;
  }

  private void refreshUnlessSomebodyDoes() {
    if (fetching.tryLock()) {
      try {
        fetch();
      } finally {
        fetching.unlock();
      }
    }
  }

  /** Waits for a fetch that runs; its result is as good as that of another one. */
  private void refresh() {
    fetching.lock();
    try {
      if (state.mayFetch(clock.millis())) {
        fetch();
      }
    } finally {
      fetching.unlock();
    }
  }

  private void fetch() {
    long now = clock.millis();
    try {
      state = new State(PublicKeys.parse(download()), now, now);
      LOG.info("fetched the token keys of {}", address);
    } catch (IOException | ParseException e) {
      state = new State(state.keys, state.fetchedAt, now);
      LOG.warn("can't fetch the token keys of {}: {}", address, e.getMessage());
    }
  }

  private String download() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(FETCH_LIMIT).header("Accept", "*/*").build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(FETCH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode() + " (expected: 200)");
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + FETCH_LIMIT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }
}
