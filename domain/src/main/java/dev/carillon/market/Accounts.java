package dev.carillon.market;

import dev.carillon.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All accounts, with the ledger of their balances. */
final class Accounts {
  private final Ledger ledger = new Ledger();
  private final List<Account> accounts = new ArrayList<>();

  Accounts() {
    accounts.add(new Account(Ledger.FEES, ledger.owner(Ledger.FEES), 0));
  }

  Ledger ledger() {
    return ledger;
  }

  /** The account of an owner, which is opened if there is none. */
  Account open(String owner) {
    int number = ledger.open(owner);
    if (number == accounts.size()) {
      accounts.add(new Account(number, owner, 0));
    }
    return accounts.get(number);
  }

  /** The account of an owner. */
  Optional<Account> find(String owner) {
    return ledger.isKnown(owner) ? Optional.of(open(owner)) : Optional.empty();
  }

  /** By their numbers. */
  List<Account> all() {
    return accounts;
  }

  /** Puts back an account of a snapshot, in the order of the numbers. */
  Account restore(String owner, long sequence) {
    int number = ledger.open(owner);
    Account account = new Account(number, owner, sequence);
    if (number == accounts.size()) {
      accounts.add(account);
    } else {
      accounts.set(number, account);
    }
    return account;
  }
}
