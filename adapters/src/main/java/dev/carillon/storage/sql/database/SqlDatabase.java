package dev.carillon.storage.sql.database;

import dev.carillon.chat.model.ChatStore;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.identity.ApiKeyStore;
import dev.carillon.identity.SessionStore;
import dev.carillon.identity.UserStore;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.Pair;
import dev.carillon.messages.MessageStore;
import dev.carillon.storage.Database;
import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.SqlApiKeyStore;
import dev.carillon.storage.sql.SqlMessageStore;
import dev.carillon.storage.sql.SqlSessionStore;
import dev.carillon.storage.sql.SqlUserStore;
import dev.carillon.storage.sql.SqlWebhookStore;
import dev.carillon.storage.sql.Writer;
import dev.carillon.storage.sql.chat.ChatSearch;
import dev.carillon.storage.sql.chat.SqlChatStore;
import dev.carillon.storage.sql.history.HistoryTables;
import dev.carillon.storage.sql.history.SqlDeskHistory;
import dev.carillon.storage.sql.history.SqlMarketHistory;
import dev.carillon.webhooks.WebhookStore;
import java.util.function.Function;

/** A database that understands SQL. Any thread. */
public abstract class SqlDatabase implements Database {
  private static final String MARKET = "market";
  private static final String DESK = "desk";

  private final Writers writers;
  private final Reader readers;
  private final ChatSearch search;
  private final boolean isShared;

  /** Who writes; may be one. */
  public record Writers(Writer chat, Writer others) {}

  /**
   * @param isShared whether other nodes use it, too
   */
  protected SqlDatabase(Writers writers, Reader readers, ChatSearch search, boolean isShared) {
    this.writers = writers;
    this.readers = readers;
    this.search = search;
    this.isShared = isShared;
  }

  @Override
  public UserStore users() {
    return new SqlUserStore(writers.others(), readers);
  }

  @Override
  public SessionStore sessions() {
    return new SqlSessionStore(writers.others(), readers);
  }

  @Override
  public ApiKeyStore apiKeys() {
    return new SqlApiKeyStore(writers.others(), readers);
  }

  @Override
  public ChatStore chat() {
    return new SqlChatStore(writers.chat(), readers, search);
  }

  @Override
  public WebhookStore webhooks() {
    return new SqlWebhookStore(writers.others(), readers);
  }

  @Override
  public MessageStore messages() {
    return new SqlMessageStore(writers.others(), readers, isShared);
  }

  @Override
  public MarketHistory marketHistory(Function<String, Pair> pairs) {
    return new SqlMarketHistory(history(MARKET), pairs);
  }

  @Override
  public DeskHistory deskHistory(Function<String, Symbol> symbols) {
    return new SqlDeskHistory(history(DESK), symbols);
  }

  /**
   * The tables of the history of the {@code market} or the {@code desk}; they end with the rest.
   */
  protected abstract HistoryTables history(String name);
}
