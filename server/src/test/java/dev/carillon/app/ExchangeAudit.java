package dev.carillon.app;

import static dev.carillon.app.ExchangeAccount.decimal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.app.Told.Heard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Compares all that a server says after a new start with what its clients were told before, and
 * with itself. No one may trade meanwhile.
 */
final class ExchangeAudit {
  private static final int ONE_BY_ONE = 10;
  private static final List<String> FIXED =
      List.of(
          "order_id", "symbol", "side", "type", "created_at", "time_in_force", "client_order_id");

  private final ExchangeHttp http;
  private final List<Trader.User> users;
  private final Map<String, BigDecimal> deposits;
  private final Told told;

  /**
   * An audit of a server.
   *
   * @param deposits what each user began with, by currency
   */
  ExchangeAudit(
      ExchangeHttp http, List<Trader.User> users, Map<String, BigDecimal> deposits, Told told) {
    this.http = http;
    this.users = users;
    this.deposits = deposits;
    this.told = told;
  }

  /** Fails when something is missing or wrong; what was seen now counts as told then. */
  void run() {
    List<ExchangeAccount> accounts = users.stream().map(http::account).toList();
    for (int i = 0; i < users.size(); i++) {
      ExchangeAccount account = accounts.get(i);
      account.addsUp(deposits);
      assertThat(account.balances().get("sequence").asLong())
          .as("the sequence of %s", account.owner())
          .isGreaterThanOrEqualTo(told.sequences.getOrDefault(account.owner(), 0L));
      ordersAreWhatWasSent(account);
      lookOneByOne(users.get(i), account);
    }
    toldOrdersAreThere(accounts);
    moneyIsConserved(accounts);
    tradesAre(fillsByTrade(accounts));
    accounts.forEach(this::learn);
    told.unanswered.clear();
  }

  private void ordersAreWhatWasSent(ExchangeAccount account) {
    Set<String> names = new HashSet<>();
    for (JsonNode order : account.orders().values()) {
      String name = order.get("client_order_id").asString();
      assertThat(told.sent.contains(name)).as("%s was sent", name).isTrue();
      assertThat(names.add(name)).as("%s was done once", name).isTrue();
    }
    assertThat(account.open().values())
        .as("orders that were to end with their connection")
        .noneMatch(order -> isStaked(order));
  }

  private static boolean isStaked(JsonNode order) {
    return order.get("client_order_id").asString().startsWith(Trader.STAKED);
  }

  private void toldOrdersAreThere(List<ExchangeAccount> accounts) {
    Map<String, ExchangeAccount> byOwner = new HashMap<>();
    accounts.forEach(account -> byOwner.put(account.owner(), account));
    told.orders.forEach((id, heard) -> {
      ExchangeAccount account = Objects.requireNonNull(byOwner.get(heard.owner()));
      JsonNode now = account.orders().get(id);
      if (now == null) {
        throw new AssertionError("not there, but was told: " + heard);
      }
      compare(heard, now);
    });
    told.fills.forEach((key, fill) -> {
      assertThat(accounts)
          .as("%s, which was told", fill)
          .anyMatch(account -> fill.equals(account.fills().get(key)));
    });
  }

  private void compare(Heard heard, JsonNode now) {
    JsonNode before = heard.state();
    if (!Told.isLive(before)) {
      assertThat(now).as("%s, which had ended, now %s", before, now).isEqualTo(before);
      return;
    }
    assertThat(decimal(now, "filled_quantity"))
        .as("progress of %s, now %s", before, now)
        .isGreaterThanOrEqualTo(decimal(before, "filled_quantity"));
    for (String name : FIXED) {
      assertThat(now.get(name))
          .as("%s of %s, now %s", name, before, now)
          .isEqualTo(before.get(name));
    }
    if (isUntouched(heard)) {
      for (String name : List.of("quantity", "price")) {
        assertThat(now.get(name)).as("%s of %s", name, before).isEqualTo(before.get(name));
      }
      assertThat(now.get("status").asString())
          .as("status of %s, which nobody changed, now %s", before, now)
          .isIn("open", "partially_filled", "filled");
    }
  }

  /** Whether nothing but trades may have happened to it since. */
  private boolean isUntouched(Heard heard) {
    JsonNode order = heard.state();
    return !isStaked(order)
        && !told.unanswered.contains(order.get("client_order_id").asString())
        && !told.unanswered.contains(order.get("order_id").asString())
        && !told.unanswered.contains(heard.owner());
  }

  private void moneyIsConserved(List<ExchangeAccount> accounts) {
    deposits.forEach((currency, deposit) -> {
      BigDecimal sum = BigDecimal.ZERO;
      for (ExchangeAccount account : accounts) {
        sum = sum.add(account.total(currency)).add(account.fees(currency));
      }
      assertThat(sum)
          .as("all %s, fees included", currency)
          .isEqualByComparingTo(deposit.multiply(BigDecimal.valueOf(accounts.size())));
    });
  }

  private static Map<String, List<JsonNode>> fillsByTrade(List<ExchangeAccount> accounts) {
    Map<String, List<JsonNode>> byTrade = new HashMap<>();
    for (ExchangeAccount account : accounts) {
      for (JsonNode fill : account.fills().values()) {
        byTrade.computeIfAbsent(fill.get("trade_id").asString(), _ -> new ArrayList<>()).add(fill);
      }
    }
    return byTrade;
  }

  /** Numbered from 1 without a gap, each with its two fills. */
  private void tradesAre(Map<String, List<JsonNode>> fills) {
    List<JsonNode> trades =
        http.all(
                "/trades?limit=1000&symbol=" + Trader.SYMBOL.replace("/", "%2F"),
                users.getFirst().token())
            .reversed();
    for (int i = 0; i < trades.size(); i++) {
      JsonNode trade = trades.get(i);
      assertThat(trade.get("trade_id").asString()).isEqualTo(Integer.toString(i + 1));
      List<JsonNode> both = fills.getOrDefault("trade_" + (i + 1), List.of());
      assertThat(both).as("fills of %s", trade).hasSize(2);
      for (JsonNode fill : both) {
        assertThat(fill.get("price")).as("price of %s", fill).isEqualTo(trade.get("price"));
        assertThat(fill.get("quantity")).as("size of %s", fill).isEqualTo(trade.get("quantity"));
        boolean taker = fill.get("role").asString().equals("taker");
        assertThat(fill.get("side").equals(trade.get("side"))).as("%s", fill).isEqualTo(taker);
      }
    }
    assertThat(fills).as("trades that have fills").hasSize(trades.size());
    told.trades.forEach((id, trade) ->
        assertThat(trades.get((int) (id - 1))).as("a trade that was told").isEqualTo(trade));
    trades.forEach(
        trade -> told.trades.put(Long.parseLong(trade.get("trade_id").asString()), trade));
  }

  /** A single order, from the engine or the history, is shown as the list shows it. */
  private void lookOneByOne(Trader.User user, ExchangeAccount account) {
    account.orders().entrySet().stream()
        .limit(ONE_BY_ONE)
        .forEach(order ->
            assertThat(http.get("/orders/" + order.getKey(), user.token()))
                .isEqualTo(order.getValue()));
  }

  private void learn(ExchangeAccount account) {
    long sequence = account.balances().get("sequence").asLong();
    told.sequences.put(account.owner(), sequence);
    account
        .orders()
        .forEach((id, order) -> told.orders.put(id, new Heard(account.owner(), order, sequence)));
    told.fills.putAll(account.fills());
  }
}
