package dev.carillon.desk.books;

import java.util.ArrayList;
import java.util.List;

/** The accounts whose equity or margin may have changed since they were looked at. */
public final class Touched {
  private final List<Account> accounts = new ArrayList<>();

  public void add(Account account) {
    if (!account.isTouched()) {
      account.setTouched(true);
      accounts.add(account);
    }
  }

  public boolean isEmpty() {
    return accounts.isEmpty();
  }

  /** After a snapshot was read: its accounts were looked at before it was written. */
  public void forget() {
    while (!isEmpty()) {
      take();
    }
  }

  /** Takes one out; which one first does not depend on more than the commands. */
  public Account take() {
    Account account = accounts.removeLast();
    account.setTouched(false);
    return account;
  }
}
