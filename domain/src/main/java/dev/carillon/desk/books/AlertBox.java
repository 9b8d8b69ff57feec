package dev.carillon.desk.books;

import dev.carillon.desk.model.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The newest alerts of an account, and which of those for everybody it has acknowledged. */
public final class AlertBox {
  private static final int MOST = 100;

  private final List<Alert> own = new ArrayList<>();
  private final TreeSet<Long> seen = new TreeSet<>();

  public void add(Alert alert) {
    if (own.size() == MOST) {
      own.removeFirst();
    }
    own.add(alert);
  }

  /** Oldest first. */
  public List<Alert> own() {
    return own;
  }

  /** Which of those for everybody were acknowledged. */
  public SortedSet<Long> seen() {
    return seen;
  }

  /** Acknowledges an own alert. Null: there is none with this id. */
  public @Nullable Alert acknowledge(long id) {
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).id() == id) {
        own.set(i, own.get(i).acknowledged(true));
        return own.get(i);
      }
    }
    return null;
  }

  /**
   * Acknowledges an alert for everybody.
   *
   * @param oldest id that there still is: what was before is forgotten
   */
  public void see(long id, long oldest) {
    seen.headSet(oldest).clear();
    seen.add(id);
  }
}
