package dev.carillon.replay.recording;

import dev.carillon.json.JsonWriter;
import java.math.BigDecimal;
import java.time.Instant;

/** One trade, tick or quote of a file. */
sealed interface Item {
  /** The time of an item whose file has no times. */
  long UNTIMED = Long.MIN_VALUE;

  /** Where it stands, from 1. */
  long line();

  /** Milliseconds since 1970, or {@link #UNTIMED}. */
  long timeMillis();

  /**
   * As its route takes it.
   *
   * @param playedMillis its time moved to the present, milliseconds since 1970; 0: none
   */
  void write(JsonWriter json, long playedMillis);

  /**
   * A trade of a pair that is fed.
   *
   * @param price above 0, without needless zeros; so is the quantity
   * @param buy whether the taker bought
   */
  record Trade(
      long line, long timeMillis, String symbol, BigDecimal price, BigDecimal quantity, boolean buy)
      implements Item {
    @Override
    public void write(JsonWriter json, long playedMillis) {
      json.beginObject()
          .field("symbol", symbol)
          .field("price", price.toPlainString())
          .field("quantity", quantity.toPlainString())
          .field("side", buy ? "buy" : "sell");
      if (playedMillis != 0) {
        json.field("timestamp", playedMillis);
      }
      json.endObject();
    }
  }

  /**
   * The newest price of an instrument.
   *
   * @param ltp in the instrument's parts, such as paise
   * @param ltq 0 when the file has none
   */
  record Tick(long line, long timeMillis, String token, long ltp, long ltq) implements Item {
    @Override
    public void write(JsonWriter json, long playedMillis) {
      json.beginObject().field("token", token).field("ltp", ltp).field("ltq", ltq);
      if (playedMillis != 0) {
        json.field("ltt", Instant.ofEpochMilli(playedMillis).toString());
      }
      json.endObject();
    }
  }

  /**
   * What a symbol is bought and sold for.
   *
   * @param bid above 0, without needless zeros; so is the ask
   */
  record Quote(long line, long timeMillis, String symbol, BigDecimal bid, BigDecimal ask)
      implements Item {
    @Override
    public void write(JsonWriter json, long playedMillis) {
      json.beginObject().field("symbol", symbol);
      json.name("bid").value(bid).name("ask").value(ask);
      if (playedMillis != 0) {
        json.field("time", playedMillis);
      }
      json.endObject();
    }
  }
}
