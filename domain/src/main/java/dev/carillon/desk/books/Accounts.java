package dev.carillon.desk.books;

import dev.carillon.desk.model.AccountTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All accounts. */
public final class Accounts {
  private final Map<String, Account> byOwner = new HashMap<>();
  private final List<Account> accounts = new ArrayList<>();

  public @Nullable Account find(String owner) {
    return byOwner.get(owner);
  }

  /** One more account, whose owner has none. */
  public Account open(String owner, AccountTerms terms) {
    Account account = new Account(accounts.size(), owner, terms);
    accounts.add(account);
    byOwner.put(owner, account);
    return account;
  }

  /** By their numbers. */
  public List<Account> all() {
    return accounts;
  }
}
