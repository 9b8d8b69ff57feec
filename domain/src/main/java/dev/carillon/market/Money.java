package dev.carillon.market;

import dev.carillon.ledger.Ledger;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command.Deposit;
import dev.carillon.market.model.Command.Withdraw;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import dev.carillon.market.model.RequestKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How money comes in and goes out. */
final class Money {
  private final Accounts accounts;
  private final Teller teller;
  private final Requests requests;

  Money(Accounts accounts, Teller teller, Requests requests) {
    this.accounts = accounts;
    this.teller = teller;
    this.requests = requests;
  }

  Answer deposit(Deposit command) {
    Ledger ledger = accounts.ledger();
    return move(
        new Move(command.owner(), command.currency(), command.units(), command.key()),
        (account, currency) ->
            ledger.deposit(account.number(), currency, command.units())
                ? null
                : new Problem(
                    Reason.TOO_LARGE,
                    "amount: more " + command.currency() + " than can be counted"));
  }

  Answer withdraw(Withdraw command) {
    Ledger ledger = accounts.ledger();
    return move(
        new Move(command.owner(), command.currency(), command.units(), command.key()),
        (account, currency) ->
            ledger.withdraw(account.number(), currency, command.units())
                ? null
                : new Problem(
                    Reason.INSUFFICIENT_BALANCE,
                    "amount: "
                        + Pair.amountText(command.units())
                        + " (expected: at most the available "
                        + Pair.amountText(ledger.available(account.number(), currency))
                        + ")"));
  }

  /** What both commands say. */
  private record Move(String owner, String currency, long units, @Nullable RequestKey key) {}

  /** Changes the ledger; null: done. */
  private interface Change {
    @Nullable Problem by(Account account, int currency);
  }

  private Answer move(Move move, Change change) {
    Problem problem = check(move.currency(), move.units());
    if (problem != null) {
      return problem.refused();
    }
    Optional<Answer> before = requests.before(move.owner(), move.key());
    if (before.isPresent()) {
      return before.get();
    }
    Account account = accounts.open(move.owner());
    problem = change.by(account, accounts.ledger().currency(move.currency()));
    return problem != null ? problem.refused() : moved(account, move.key());
  }

  /** Only currencies that some pair names are known. */
  private @Nullable Problem check(String currency, long units) {
    if (!accounts.ledger().isCurrency(currency)) {
      return new Problem(
          Reason.UNKNOWN_CURRENCY, "currency: " + currency + " (expected: one of a pair)");
    }
    return units > 0
        ? null
        : new Problem(Reason.QUANTITY, "amount: not positive (expected: above 0)");
  }

  private Answer moved(Account account, @Nullable RequestKey key) {
    requests.done(account.owner(), key, 0, teller.nowMillis());
    teller.balances(account);
    return new Answer.Balances(accounts.ledger().balances(account.number()), account.sequence());
  }
}
