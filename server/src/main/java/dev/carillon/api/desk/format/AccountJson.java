package dev.carillon.api.desk.format;

import dev.carillon.desk.model.AccountState;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and their limits as JSON.
 *
 * <pre>{@code
 * {"owner":"550e8400-...","currency":"USD","leverage":100,"marginMode":"BASE_UNITS",
 *  "balance":10040.0,"credit":0.0,"equity":10050.0,"profit":10.0,"margin":100.0,
 *  "freeMargin":9950.0,"marginLevel":10050.0,"exposure":10000.0,"positions":1,
 *  "pendingOrders":0,"dailyLoss":0.0,"drawdown":0.0,"marginCallLevel":100,"stopOutLevel":50}
 * {"dailyLoss":500.0,"drawdown":null,"exposure":null,"positions":50,"closePositions":false}
 * }</pre>
 */
public final class AccountJson {
  private AccountJson() {}

  /** The members of an account; {@code profit} is what its open positions would change. */
  public static JsonWriter members(JsonWriter json, AccountState account) {
    AccountTerms terms = account.terms();
    json.field("owner", account.owner())
        .field("currency", terms.currency())
        .field("leverage", terms.leverage())
        .field("marginMode", terms.marginMode().name());
    Numbers.money(json, "balance", account.balance());
    Numbers.money(json, "credit", account.credit());
    Numbers.money(json, "equity", account.equity());
    Numbers.money(json, "profit", account.floating());
    Numbers.money(json, "margin", account.margin());
    Numbers.money(json, "freeMargin", account.freeMargin());
    Numbers.decimal(json, "marginLevel", account.marginLevel(), 2);
    Numbers.money(json, "exposure", account.exposure());
    json.field("positions", account.positions()).field("pendingOrders", account.pendingOrders());
    Numbers.money(json, "dailyLoss", account.dailyLoss());
    Numbers.money(json, "drawdown", account.drawdown());
    return json.field("marginCallLevel", terms.marginCallPercent())
        .field("stopOutLevel", terms.stopOutPercent());
  }

  /** An account's limits as one object; null: no limit. */
  public static JsonWriter limits(JsonWriter json, Limits limits) {
    json.beginObject();
    limit(json, "dailyLoss", limits.dailyLoss());
    limit(json, "drawdown", limits.drawdown());
    limit(json, "exposure", limits.exposure());
    json.name("positions");
    JsonWriter next = limits.positions() == 0 ? json.nullValue() : json.number(limits.positions());
    return next.field("closePositions", limits.closePositions()).endObject();
  }

  private static void limit(JsonWriter json, String name, long cents) {
    Numbers.decimal(json, name, cents == 0 ? null : (Long) cents, 2);
  }

  /** Limits with those changes that are named: a positive number, or null for no limit. */
  public static Limits changed(JsonObject json, Limits limits) {
    return new Limits(
        money(json, "dailyLoss", limits.dailyLoss()),
        money(json, "drawdown", limits.drawdown()),
        money(json, "exposure", limits.exposure()),
        isNull(json, "positions")
            ? 0
            : json.optionalInteger("positions", 1, Limits.MOST_POSITIONS)
                .orElse((long) limits.positions())
                .intValue(),
        json.optionalBool("closePositions").orElse(limits.closePositions()));
  }

  private static long money(JsonObject json, String name, long otherwise) {
    if (isNull(json, name)) {
      return 0;
    }
    @Nullable Long cents = Numbers.money(json, name, Amounts.MOST).orElse(null);
    if (cents != null && cents == 0) {
      throw json.mismatch(name, "must be above 0, or null for no limit");
    }
    return cents == null ? otherwise : cents;
  }

  private static boolean isNull(JsonObject json, String name) {
    return json.names().contains(name) && !json.has(name);
  }
}
