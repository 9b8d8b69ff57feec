package dev.carillon.storage;

import dev.carillon.chat.model.ChatStore;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.identity.ApiKeyStore;
import dev.carillon.identity.SessionStore;
import dev.carillon.identity.UserStore;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.Pair;
import dev.carillon.messages.MessageStore;
import dev.carillon.webhooks.WebhookStore;
import java.util.function.Function;

/** A database with all stores in it. Any thread. */
public interface Database extends AutoCloseable {
  UserStore users();

  SessionStore sessions();

  ApiKeyStore apiKeys();

  ChatStore chat();

  WebhookStore webhooks();

  MessageStore messages();

  /**
   * The exchange's history; to be asked for once. It ends with the database.
   *
   * @param pairs every pair whose rows are ever read, by symbol
   */
  MarketHistory marketHistory(Function<String, Pair> pairs);

  /**
   * The FX desk's history; to be asked for once. It ends with the database.
   *
   * @param symbols every symbol whose rows are ever read, by name
   */
  DeskHistory deskHistory(Function<String, Symbol> symbols);

  /** Whether it can be written now. Blocks as a write does. */
  boolean isWorking();

  /** Writes what waits; who comes later is refused. */
  @Override
  void close();
}
