package dev.carillon.api.identity;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.ClusterException;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.core.cluster.NoteReader;
import dev.carillon.core.cluster.NoteWriter;
import dev.carillon.identity.Identity;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.Revocations;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is revoked on one node is revoked on all, live sessions included. Any thread.
 *
 * <p>A revocation goes to the others as a note, and is told of this node for as long as tokens may
 * live: whoever missed the note finds it there. When this node is gone, the others read the store,
 * in which it was written first.
 */
public final class RevocationRelay implements Revocations.Announcer, NodeListener {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationRelay.class);
  private static final String KIND = "revocations";
  private static final int VERSION = 1;
  private static final int PRUNE_FROM = 1_000;

  private static final int FAMILY = 1;
  private static final int USER = 2;
  private static final int KEY = 3;
  private static final int SUSPENDED = 4;
  private static final int GIVEN_BACK = 5;

  private final Cluster cluster;
  private final Revocations revocations;
  private final Identity identity;
  private final Executor blocking;
  private final InstantSource clock;

  /** Held while telling, so that what is told later comes later. */
  private final ReentrantLock lock = new ReentrantLock();

  /** When what this node tells of itself was told. */
  private final Map<String, Long> toldAt = new HashMap<>();

  private long version;

  /**
   * @param cluster not started yet
   * @param blocking runs what may block
   */
  public RevocationRelay(
      Cluster cluster,
      Revocations revocations,
      Identity identity,
      Executor blocking,
      InstantSource clock) {
    this.cluster = cluster;
    this.revocations = revocations;
    this.identity = identity;
    this.blocking = blocking;
    this.clock = clock;
    cluster.listen(this);
    cluster.listen(KIND, (_, note) -> heard(note));
    revocations.announceTo(this);
  }

  @Override
  public void revoked(Revocation revocation) {
    switch (revocation) {
      case Revocation.OfFamily(String userId, String familyId) ->
          tell("f" + familyId, begun(FAMILY).putText(userId).putText(familyId));
      case Revocation.OfUser(String userId, long untilMillis) ->
          tell("u" + userId, begun(USER).putText(userId).putNumber(untilMillis));
      case Revocation.OfKey(String userId, String keyId) ->
          tell("k" + keyId, begun(KEY).putText(userId).putText(keyId));
    }
  }

  @Override
  public void suspended(String userId, boolean isSuspended) {
    tell("s" + userId, begun(isSuspended ? SUSPENDED : GIVEN_BACK).putText(userId));
  }

  private static NoteWriter begun(int kind) {
    return new NoteWriter(64).putByte(VERSION).putByte(kind);
  }

  private void tell(String field, NoteWriter note) {
    byte[] bytes = note.toBytes();
    lock.lock();
    try {
      long now = clock.millis();
      Map<String, byte @Nullable []> changes = new HashMap<>();
      forgetOld(now - revocations.tokenLifetimeMillis(), changes);
      toldAt.put(field, now);
      changes.put(field, bytes);
      cluster.tell(KIND, ++version, changes);
      cluster.post(KIND, bytes);
    } finally {
      lock.unlock();
    }
  }

  private void forgetOld(long beforeMillis, Map<String, byte @Nullable []> changes) {
    if (toldAt.size() >= PRUNE_FROM) {
      toldAt.forEach((field, at) -> {
        if (at < beforeMillis) {
          changes.put(field, null);
        }
      });
      toldAt.keySet().removeAll(changes.keySet());
    }
  }

  private void heard(byte[] note) {
    NoteReader in = new NoteReader(note);
    if (in.takeByte() != VERSION) {
      return;
    }
    long now = clock.millis();
    switch (in.takeByte()) {
      case FAMILY -> revocations.heard(new Revocation.OfFamily(in.takeText(), in.takeText()), now);
      case USER -> revocations.heard(new Revocation.OfUser(in.takeText(), in.takeNumber()), now);
      case KEY -> revocations.heard(new Revocation.OfKey(in.takeText(), in.takeText()), now);
      case SUSPENDED -> revocations.heardSuspended(in.takeText(), true);
      case GIVEN_BACK -> revocations.heardSuspended(in.takeText(), false);
      default -> LOG.debug("a revocation of a kind that this version does not know");
    }
  }

  @Override
  public void missed() {
    blocking.execute(() -> {
      for (String node : cluster.others()) {
        readTold(node);
      }
    });
  }

  private void readTold(String node) {
    try {
      cluster.told(node, KIND).fields().values().forEach(this::heard);
    } catch (ClusterException e) {
      // Who could not be reached now has been missed again: this is called once more then.
      LOG.warn("what node {} has revoked can't be read: {}", node, e.getMessage());
    }
  }

  /** What it told is gone with it; but it wrote that before. */
  @Override
  public void left(String node) {
    blocking.execute(() -> {
      try {
        identity.restore(clock.millis());
      } catch (RuntimeException e) {
        LOG.warn("what was revoked can't be read from the store: {}", e.toString());
      }
    });
  }
}
