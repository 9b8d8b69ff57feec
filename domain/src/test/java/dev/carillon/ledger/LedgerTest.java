package dev.carillon.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.testkit.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();
  private int john;
  private int jane;
  private int btc;

  @BeforeEach
  void accounts() {
    john = ledger.open("john");
    jane = ledger.open("jane");
    btc = ledger.currency("BTC");
  }

  @Test
  void anOwnerHasOneAccountAndACurrencyOneNumber() {
    assertThat(ledger.open("john")).isEqualTo(john);
    assertThat(ledger.owner(john)).isEqualTo("john");
    assertThat(ledger.currency("BTC")).isEqualTo(btc);
    assertThat(ledger.currencyCode(btc)).isEqualTo("BTC");
    assertThat(ledger.isKnown("john")).isTrue();
    assertThat(ledger.isKnown("jim")).isFalse();
    assertThat(ledger.isCurrency("BTC")).isTrue();
    assertThat(ledger.isCurrency("XRP")).isFalse();
  }

  @Test
  void whatIsDepositedIsAvailableAndMayBeWithdrawn() {
    assertThat(ledger.deposit(john, btc, 10)).isTrue();
    assertThat(ledger.withdraw(john, btc, 4)).isTrue();

    assertThat(ledger.available(john, btc)).isEqualTo(6);
    assertThat(ledger.total(btc)).isEqualTo(6);
  }

  @Test
  void moreThanIsAvailableIsNeitherWithdrawnNorHeld() {
    ledger.deposit(john, btc, 10);
    ledger.hold(john, btc, 8);

    assertThat(ledger.withdraw(john, btc, 3)).isFalse();
    assertThat(ledger.hold(john, btc, 3)).isFalse();
    assertThat(ledger.balances(john)).containsExactly(new Balance("BTC", 2, 8));
  }

  @Test
  void nothingNegativeIsDepositedWithdrawnOrHeld() {
    ledger.deposit(john, btc, 10);

    assertThat(ledger.deposit(john, btc, 0)).isFalse();
    assertThat(ledger.deposit(john, btc, -1)).isFalse();
    assertThat(ledger.withdraw(john, btc, -1)).isFalse();
    assertThat(ledger.hold(john, btc, -1)).isFalse();
    assertThat(ledger.balances(john)).containsExactly(new Balance("BTC", 10, 0));
  }

  @Test
  void aDepositThatWouldOverflowTheSumIsRefused() {
    assertThat(ledger.deposit(john, btc, Long.MAX_VALUE - 5)).isTrue();

    assertThat(ledger.deposit(jane, btc, 6)).isFalse();
    assertThat(ledger.deposit(jane, btc, 5)).isTrue();
    ledger.verify();
  }

  @Test
  void aPaymentComesFromTheHoldAndItsFeeIsCollected() {
    ledger.deposit(john, btc, 1_000);
    ledger.hold(john, btc, 600);

    ledger.pay(john, jane, btc, 500, 1);
    ledger.release(john, btc, 100);

    assertThat(ledger.balances(john)).containsExactly(new Balance("BTC", 500, 0));
    assertThat(ledger.balances(jane)).containsExactly(new Balance("BTC", 499, 0));
    assertThat(ledger.available(Ledger.FEES, btc)).isEqualTo(1);
    ledger.verify();
  }

  @Test
  void payingOrReleasingMoreThanIsHeldIsABug() {
    ledger.deposit(john, btc, 10);
    ledger.hold(john, btc, 5);

    assertThatThrownBy(() -> ledger.release(john, btc, 6))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ledger.pay(john, jane, btc, 6, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ledger.pay(john, jane, btc, 5, 6))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("fee: 6 (expected: 0..5)");
    assertThat(ledger.balances(john)).containsExactly(new Balance("BTC", 5, 5));
  }

  @Test
  void balancesOutliveManyNewAccountsAndCurrencies() {
    ledger.deposit(john, btc, 10);

    for (int i = 0; i < 100; i++) {
      ledger.deposit(ledger.open("user" + i), ledger.currency("C" + i), i + 1);
    }

    assertThat(ledger.balances(john)).containsExactly(new Balance("BTC", 10, 0));
    assertThat(ledger.balances(ledger.open("user99"))).containsExactly(new Balance("C99", 100, 0));
    ledger.verify();
  }

  @Seeds(50)
  void whateverHappensTheSumsHold(RandomGenerator random) {
    int[] accounts = {Ledger.FEES, john, jane, ledger.open("jim")};
    int[] money = {btc, ledger.currency("USDT")};
    for (int step = 0; step < 2_000; step++) {
      int account = accounts[random.nextInt(accounts.length)];
      int currency = money[random.nextInt(money.length)];
      long units = random.nextLong(1, 1_000);
      switch (random.nextInt(5)) {
        case 0 -> ledger.deposit(account, currency, units);
        case 1 -> ledger.withdraw(account, currency, units);
        case 2 -> ledger.hold(account, currency, units);
        case 3 ->
            ledger.release(account, currency, Math.min(units, ledger.locked(account, currency)));
        default -> {
          long paid = Math.min(units, ledger.locked(account, currency));
          int to = accounts[random.nextInt(accounts.length)];
          ledger.pay(account, to, currency, paid, random.nextLong(paid + 1));
        }
      }
      ledger.verify();
    }
  }
}
