package dev.carillon.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All balances, by account and currency, in units of 10^-8. Deterministic; confined to its owner's
 * thread.
 *
 * <p>No balance is ever negative, and per currency the sum of all balances, the collected fees
 * included, equals deposits less withdrawals: a method that can't keep that says no and changes
 * nothing. Since no sum overflows (a deposit that would is refused), no balance does.
 */
public final class Ledger {
  /** The account that collects fees. */
  public static final int FEES = 0;

  private static final String FEES_OWNER = "fees";

  private final List<String> currencies = new ArrayList<>();
  private final List<String> owners = new ArrayList<>();
  private final Map<String, Integer> currencyNumbers = new HashMap<>();
  private final Map<String, Integer> accountNumbers = new HashMap<>();

  /** By account and currency. */
  private long[][] available = new long[16][];

  private long[][] locked = new long[16][];

  /** By currency: deposits less withdrawals. */
  private long[] totals = new long[4];

  public Ledger() {
    open(FEES_OWNER);
  }

  /** The number of the account of {@code owner}, which is opened if there is none. */
  public int open(String owner) {
    Integer known = accountNumbers.get(owner);
    if (known != null) {
      return known;
    }
    int account = owners.size();
    owners.add(owner);
    accountNumbers.put(owner, account);
    if (account == available.length) {
      available = Arrays.copyOf(available, account * 2);
      locked = Arrays.copyOf(locked, account * 2);
    }
    available[account] = new long[totals.length];
    locked[account] = new long[totals.length];
    return account;
  }

  /** The number of a currency, which is new if it was not known. */
  public int currency(String code) {
    Integer known = currencyNumbers.get(code);
    if (known != null) {
      return known;
    }
    int currency = currencies.size();
    currencies.add(code);
    currencyNumbers.put(code, currency);
    if (currency == totals.length) {
      totals = Arrays.copyOf(totals, currency * 2);
      for (int account = 0; account < owners.size(); account++) {
        available[account] = Arrays.copyOf(available[account], currency * 2);
        locked[account] = Arrays.copyOf(locked[account], currency * 2);
      }
    }
    return currency;
  }

  /** Whether {@code owner} has an account. */
  public boolean isKnown(String owner) {
    return accountNumbers.containsKey(owner);
  }

  /** Whether there ever was a balance of {@code code} or a pair that names it. */
  public boolean isCurrency(String code) {
    return currencyNumbers.containsKey(code);
  }

  public String owner(int account) {
    return owners.get(account);
  }

  public String currencyCode(int currency) {
    return currencies.get(currency);
  }

  public int accounts() {
    return owners.size();
  }

  public int currencies() {
    return currencies.size();
  }

  /** What may be spent. */
  public long available(int account, int currency) {
    return available[account][currency];
  }

  /** What is held for open orders. */
  public long locked(int account, int currency) {
    return locked[account][currency];
  }

  /** Deposits less withdrawals of all accounts. */
  public long total(int currency) {
    return totals[currency];
  }

  /** The balances of an account that are not zero, in the order the currencies became known. */
  public List<Balance> balances(int account) {
    List<Balance> balances = new ArrayList<>(currencies.size());
    for (int currency = 0; currency < currencies.size(); currency++) {
      long free = available[account][currency];
      long held = locked[account][currency];
      if (free != 0 || held != 0) {
        balances.add(new Balance(currencies.get(currency), free, held));
      }
    }
    return balances;
  }

  /**
   * Adds from outside.
   *
   * @return false: {@code units} is not positive, or there would be more than a long can say
   */
  public boolean deposit(int account, int currency, long units) {
    long total = totals[currency] + units;
    if (units <= 0 || total < 0) {
      return false;
    }
    totals[currency] = total;
    available[account][currency] += units;
    return true;
  }

  /**
   * Takes to outside.
   *
   * @return false: {@code units} is not positive, or more than is available
   */
  public boolean withdraw(int account, int currency, long units) {
    if (units <= 0 || units > available[account][currency]) {
      return false;
    }
    totals[currency] -= units;
    available[account][currency] -= units;
    return true;
  }

  /**
   * Sets apart for an order.
   *
   * @return false: {@code units} is negative, or more than is available
   */
  public boolean hold(int account, int currency, long units) {
    if (units < 0 || units > available[account][currency]) {
      return false;
    }
    available[account][currency] -= units;
    locked[account][currency] += units;
    return true;
  }

  /** Gives back what was held. Throws {@link IllegalStateException} when less is held: a bug. */
  public void release(int account, int currency, long units) {
    takeHeld(account, currency, units);
    available[account][currency] += units;
  }

  /**
   * Pays from what {@code from} holds: {@code to} gets it less the fee, which is collected.
   *
   * @throws IllegalStateException when less is held, or the fee is not 0..units: a bug
   */
  public void pay(int from, int to, int currency, long units, long fee) {
    if (fee < 0 || fee > units) {
      throw new IllegalStateException("fee: " + fee + " (expected: 0.." + units + ")");
    }
    takeHeld(from, currency, units);
    available[to][currency] += units - fee;
    available[FEES][currency] += fee;
  }

  private void takeHeld(int account, int currency, long units) {
    long held = locked[account][currency];
    if (units < 0 || units > held) {
      throw new IllegalStateException(
          "units of account " + account + ": " + units + " (expected: 0.." + held + ")");
    }
    locked[account][currency] = held - units;
  }

  /**
   * Checks the invariants over all accounts.
   *
   * @throws IllegalStateException naming the first that does not hold
   */
  public void verify() {
    for (int currency = 0; currency < currencies.size(); currency++) {
      long sum = 0;
      for (int account = 0; account < owners.size(); account++) {
        if (available[account][currency] < 0 || locked[account][currency] < 0) {
          throw new IllegalStateException(
              "balance of account " + account + " in " + currencies.get(currency) + ": negative");
        }
        sum += available[account][currency] + locked[account][currency];
      }
      if (sum != totals[currency]) {
        throw new IllegalStateException(
            "sum of all "
                + currencies.get(currency)
                + ": "
                + sum
                + " (expected: "
                + totals[currency]
                + ")");
      }
    }
  }

  /**
   * Puts back a balance of a snapshot, into an account that has none of the currency.
   *
   * @throws IllegalArgumentException when it is negative or the sum overflows
   */
  public void restore(int account, int currency, long free, long held) {
    long total = totals[currency] + free + held;
    if (free < 0 || held < 0 || total < totals[currency]) {
      throw new IllegalArgumentException(
          "balance of account " + account + ": " + free + " and " + held + " held");
    }
    totals[currency] = total;
    available[account][currency] = free;
    locked[account][currency] = held;
  }
}
