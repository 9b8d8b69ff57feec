package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Newest;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Entity;
import dev.carillon.desk.model.Alert.Severity;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Raises alerts, keeps the newest, and takes their acknowledgements. */
final class Alerts {
  private static final int MOST_FOR_ALL = 64;

  private final Now now;
  private final Teller teller;
  private final Newest<Alert> forAll = new Newest<>(MOST_FOR_ALL);
  private long lastId;

  Alerts(Now now, Teller teller) {
    this.now = now;
    this.teller = teller;
  }

  /** What an alert says; {@code threshold} and {@code current} as in {@link Alert}. */
  record Notice(
      Alert.Type type,
      Severity severity,
      String title,
      String message,
      @Nullable Long threshold,
      @Nullable Long current,
      Entity entity) {}

  /** For one account. */
  void raise(Account account, Notice notice) {
    Alert alert = alert(account.owner(), notice);
    account.alerts().add(alert);
    teller.alert(account, alert);
  }

  /** For everybody. */
  void raiseForAll(Notice notice) {
    Alert alert = alert(null, notice);
    forAll.add(alert);
    teller.alertForAll(alert);
  }

  private Alert alert(@Nullable String owner, Notice notice) {
    return new Alert(
        ++lastId,
        owner,
        notice.type,
        notice.severity,
        notice.title,
        notice.message,
        notice.threshold,
        notice.current,
        notice.entity,
        now.millis(),
        false);
  }

  Answer acknowledge(Account account, long id) {
    Alert alert = account.alerts().acknowledge(id);
    if (alert == null) {
      alert = seen(account, id);
    }
    if (alert == null) {
      return new Problem(
              Reason.UNKNOWN_ALERT, "alert: alert_" + id + " (expected: one of the newest)")
          .refused();
    }
    teller.alert(account, alert);
    return new Answer.Acknowledged(alert);
  }

  private @Nullable Alert seen(Account account, long id) {
    long oldest = id;
    Alert found = null;
    for (Alert alert : forAll.oldestFirst()) {
      oldest = Math.min(oldest, alert.id());
      if (alert.id() == id) {
        found = alert.acknowledged(true);
      }
    }
    if (found != null) {
      account.alerts().see(id, oldest);
    }
    return found;
  }

  /** What an account sees, newest first. */
  List<Alert> of(Account account) {
    List<Alert> all = new ArrayList<>(account.alerts().own());
    for (Alert alert : forAll.oldestFirst()) {
      all.add(alert.acknowledged(account.alerts().seen().contains(alert.id())));
    }
    all.sort(Comparator.comparingLong(Alert::id).reversed());
    return all;
  }

  /** Those for everybody. */
  Newest<Alert> forAll() {
    return forAll;
  }

  long lastId() {
    return lastId;
  }

  void restore(long id) {
    lastId = id;
  }
}
