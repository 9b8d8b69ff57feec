package dev.carillon.api.identity;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NoteReader;
import dev.carillon.core.cluster.NoteWriter;
import dev.carillon.identity.LoginGuard;
import java.time.InstantSource;

/**
 * Login limits that count on all nodes: each tells the others of its failures and successes. What
 * is not told, because the others are out of reach, counts here alone. Any thread.
 */
public final class LoginRelay implements LoginGuard {
  private static final String SUBJECT = "logins";
  private static final int VERSION = 1;
  private static final int FAILED = 1;
  private static final int SUCCEEDED = 2;

  private final Cluster cluster;
  private final LoginGuard guard;
  private final InstantSource clock;

  /**
   * @param cluster not started yet
   * @param guard counts, of this node and the others
   */
  public LoginRelay(Cluster cluster, LoginGuard guard, InstantSource clock) {
    this.cluster = cluster;
    this.guard = guard;
    this.clock = clock;
    cluster.listen(SUBJECT, (_, note) -> heard(new NoteReader(note)));
  }

  @Override
  public long waitMillis(String email, String address, long nowMillis) {
    return guard.waitMillis(email, address, nowMillis);
  }

  @Override
  public void failed(String email, String address, long nowMillis) {
    guard.failed(email, address, nowMillis);
    tell(FAILED, email, address);
  }

  @Override
  public void succeeded(String email, String address) {
    guard.succeeded(email, address);
    tell(SUCCEEDED, email, address);
  }

  private void tell(int what, String email, String address) {
    NoteWriter note = new NoteWriter(64).putByte(VERSION).putByte(what);
    cluster.post(SUBJECT, note.putText(email).putText(address).toBytes());
  }

  private void heard(NoteReader in) {
    if (in.takeByte() != VERSION) {
      return;
    }
    int what = in.takeByte();
    String email = in.takeText();
    String address = in.takeText();
    if (what == FAILED) {
      guard.failed(email, address, clock.millis());
    } else if (what == SUCCEEDED) {
      guard.succeeded(email, address);
    }
  }
}
