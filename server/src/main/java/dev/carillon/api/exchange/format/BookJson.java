package dev.carillon.api.exchange.format;

import dev.carillon.json.JsonWriter;
import dev.carillon.market.data.BookLevel;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.data.BookSnapshot;
import dev.carillon.market.data.BookUpdate;
import dev.carillon.market.model.Pair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Order books as members of JSON: the document's in its order, additions behind them. */
public final class BookJson {
  private BookJson() {}

  /**
   * Which stream of updates a snapshot begins.
   *
   * @param depth how many levels of each side
   * @param epoch another one where the numbering starts anew
   * @param reason why the snapshot comes unasked, or null
   */
  public record Stream(int depth, String epoch, @Nullable String reason) {}

  /** The best levels, best first. The next update's sequence is one more. */
  public static JsonWriter snapshot(
      JsonWriter json, Pair pair, BookSnapshot book, Stream stream, long timeMillis) {
    json.field("symbol", pair.symbol());
    levels(json, "bids", pair, book.bids());
    levels(json, "asks", pair, book.asks());
    json.field("timestamp", timeMillis)
        .field("sequence", book.sequence())
        .field("depth", stream.depth())
        .field("checksum", book.checksum())
        .field("epoch", stream.epoch());
    return stream.reason() == null ? json : json.field("reason", stream.reason());
  }

  private static void levels(JsonWriter json, String name, Pair pair, List<BookLevel> levels) {
    Pair.Scale scale = pair.scale();
    json.name(name).beginArray();
    for (BookLevel level : levels) {
      json.beginArray();
      Decimals.element(json, level.priceTicks() * scale.tickUnits(), scale.priceDecimals());
      Decimals.element(json, level.lots() * scale.lotUnits(), Pair.AMOUNT_DECIMALS);
      json.endArray();
    }
    json.endArray();
  }

  /** One level is otherwise now. */
  public static JsonWriter update(JsonWriter json, Pair pair, BookUpdate update, long timeMillis) {
    json.field("symbol", pair.symbol())
        .field("side", update.side() == BookSide.BIDS ? "buy" : "sell");
    Decimals.price(json, "price", pair, update.priceTicks());
    Decimals.quantity(json, "quantity", pair, update.lots());
    json.field("action", update.isDelete() ? "delete" : "update")
        .field("timestamp", timeMillis)
        .field("sequence", update.sequence())
        .field("prev_sequence", update.sequence() - 1);
    return update.isFinal() ? json.field("final", true).field("checksum", update.checksum()) : json;
  }
}
