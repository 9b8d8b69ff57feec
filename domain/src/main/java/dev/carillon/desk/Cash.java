package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Accounts;
import dev.carillon.desk.books.Touched;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.quote.Amounts;
import org.jspecify.annotations.Nullable;

/** Opens accounts, and moves money in and out of them. */
final class Cash {
  private static final String NOTHING = "";

  private final Accounts accounts;
  private final Requests requests;
  private final Touched touched;
  private final Teller teller;

  Cash(Accounts accounts, Requests requests, Touched touched, Teller teller) {
    this.accounts = accounts;
    this.requests = requests;
    this.touched = touched;
    this.teller = teller;
  }

  Answer open(String owner, AccountTerms terms) {
    Account account = accounts.find(owner);
    if (account == null) {
      account = accounts.open(owner, terms);
      teller.account(account);
    } else if (!account.terms().equals(terms)) {
      return new Problem(Reason.CONFLICT, "account: open with other terms (expected: the same)")
          .refused();
    }
    return new Answer.Account(account.state());
  }

  Answer deposit(Account account, long cents, @Nullable RequestKey key) {
    Answer before = requests.before(account, key);
    if (before != null) {
      return before;
    }
    if (cents <= 0 || cents > Amounts.MOST || account.balance() > Amounts.MOST - cents) {
      return new Problem(
              Reason.INVALID_AMOUNT,
              "amount: %s (expected: positive, and less than a million million in all)"
                  .formatted(Checks.money(cents)))
          .refused();
    }
    return move(account, cents, key);
  }

  Answer withdraw(Account account, long cents, @Nullable RequestKey key) {
    Answer before = requests.before(account, key);
    if (before != null) {
      return before;
    }
    if (cents <= 0) {
      return new Problem(
              Reason.INVALID_AMOUNT, "amount: " + Checks.money(cents) + " (expected: positive)")
          .refused();
    }
    long most = Math.max(0, Math.min(account.balance(), account.freeMargin()));
    if (cents > most) {
      return new Problem(
              Reason.INSUFFICIENT_BALANCE,
              "amount: %s (expected: at most %s)"
                  .formatted(Checks.money(cents), Checks.money(most)))
          .refused();
    }
    return move(account, -cents, key);
  }

  private Answer move(Account account, long cents, @Nullable RequestKey key) {
    account.book(cents);
    account.performance().moved(cents);
    touched.add(account);
    teller.account(account);
    requests.done(account, key, NOTHING);
    return new Answer.Account(account.state());
  }

  Answer limit(Account account, Limits limits) {
    account.risk().setLimits(limits);
    touched.add(account);
    teller.limits(account);
    return new Answer.LimitsSet(limits);
  }
}
