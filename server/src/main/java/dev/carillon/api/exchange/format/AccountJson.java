package dev.carillon.api.exchange.format;

import dev.carillon.json.JsonWriter;
import dev.carillon.ledger.Balance;
import java.util.List;

/** What an account has, as JSON. */
public final class AccountJson {
  private AccountJson() {}

  /**
   * The member {@code balances}: {@code
   * [{"currency":"BTC","available":"1.25000000","locked":"0.50000000","total":"1.75000000"}]}.
   */
  public static JsonWriter balances(JsonWriter json, List<Balance> balances) {
    json.name("balances").beginArray();
    for (Balance balance : balances) {
      json.beginObject().field("currency", balance.currency());
      Decimals.amount(json, "available", balance.available());
      Decimals.amount(json, "locked", balance.locked());
      Decimals.amount(json, "total", balance.total());
      json.endObject();
    }
    return json.endArray();
  }
}
