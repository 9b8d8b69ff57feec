package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a server says of one account that began with a deposit of each currency, and whether it
 * makes sense by itself.
 *
 * @param balances as {@code GET account} has them
 * @param orders all there ever were, by id, from the history
 * @param open the live ones, by id, from the engine
 * @param fills by {@link Told#keyOf}
 */
record ExchangeAccount(
    String owner,
    JsonNode balances,
    Map<String, JsonNode> orders,
    Map<String, JsonNode> open,
    Map<String, JsonNode> fills) {

  /** By their ids, in the order they came. */
  static Map<String, JsonNode> byId(List<JsonNode> orders) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    for (JsonNode order : orders) {
      JsonNode before = byId.put(order.get("order_id").asString(), order);
      assertThat(before).as("listed twice").isNull();
    }
    return byId;
  }

  /** Fills, orders and balances agree, to the last unit. */
  void addsUp(Map<String, BigDecimal> deposits) {
    Map<String, JsonNode> live = new LinkedHashMap<>(orders);
    live.values().removeIf(order -> !Told.isLive(order));
    assertThat(live).as("%s: live by history and by engine", owner).isEqualTo(open);
    ordersAreTheSumsOfTheirFills();
    deposits.forEach((currency, deposit) -> {
      assertThat(total(currency))
          .as("%s: all its %s", owner, currency)
          .isEqualByComparingTo(deposit.add(gained(currency)));
      assertThat(amount(currency, "locked"))
          .as("%s: its locked %s", owner, currency)
          .isEqualByComparingTo(needed(currency));
      assertThat(amount(currency, "available")).isNotNegative();
    });
  }

  private void ordersAreTheSumsOfTheirFills() {
    Map<String, List<JsonNode>> byOrder =
        fills.values().stream()
            .collect(Collectors.groupingBy(fill -> fill.get("order_id").asString()));
    orders.forEach((id, order) -> {
      List<JsonNode> own = byOrder.getOrDefault(id, List.of());
      assertThat(decimal(order, "filled_quantity"))
          .as("the fills of %s", order)
          .isEqualByComparingTo(sum(own, "quantity"));
      assertThat(decimal(order, "fees"))
          .as("the fees of %s", order)
          .isEqualByComparingTo(sum(own, "fee"));
    });
    // Not by containsAll of the assertions, which looks at every pair.
    assertThat(orders.keySet().containsAll(byOrder.keySet()))
        .as("%s: every fill's order is there", owner)
        .isTrue();
  }

  private static BigDecimal sum(Collection<JsonNode> fills, String name) {
    return fills.stream().map(fill -> decimal(fill, name)).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal total(String currency) {
    return amount(currency, "total");
  }

  private BigDecimal amount(String currency, String name) {
    for (JsonNode balance : balances.get("balances")) {
      if (balance.get("currency").asString().equals(currency)) {
        return decimal(balance, name);
      }
    }
    return BigDecimal.ZERO;
  }

  /** What the fills brought of a currency, less what they cost. */
  private BigDecimal gained(String currency) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode fill : fills.values()) {
      boolean isBase = isBase(fill, currency);
      BigDecimal base = decimal(fill, "quantity");
      BigDecimal moved = isBase ? base : base.multiply(decimal(fill, "price"));
      boolean comes = isBuy(fill) == isBase;
      sum = comes ? sum.add(moved).subtract(decimal(fill, "fee")) : sum.subtract(moved);
    }
    return sum;
  }

  /** The fees that were paid in a currency. */
  BigDecimal fees(String currency) {
    return sum(
        fills.values().stream()
            .filter(fill -> fill.get("fee_currency").asString().equals(currency))
            .toList(),
        "fee");
  }

  /** What the open orders must hold of a currency. */
  private BigDecimal needed(String currency) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode order : open.values()) {
      boolean isBase = isBase(order, currency);
      if (isBuy(order) != isBase) {
        BigDecimal left = decimal(order, "remaining_quantity");
        sum = sum.add(isBase ? left : left.multiply(decimal(order, "price")));
      }
    }
    return sum;
  }

  private static boolean isBase(JsonNode node, String currency) {
    return node.get("symbol").asString().startsWith(currency + "/");
  }

  private static boolean isBuy(JsonNode node) {
    return node.get("side").asString().equals("buy");
  }

  static BigDecimal decimal(JsonNode node, String name) {
    return new BigDecimal(node.get(name).asString());
  }
}
