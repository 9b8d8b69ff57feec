package dev.carillon.storage;

import dev.carillon.chat.model.ChatStore;
import dev.carillon.identity.ApiKeyStore;
import dev.carillon.identity.SessionStore;
import dev.carillon.identity.UserStore;
import dev.carillon.messages.MessageStore;
import dev.carillon.webhooks.WebhookStore;

/** A database with all stores in it. Any thread. */
public interface Database extends AutoCloseable {
  UserStore users();

  SessionStore sessions();

  ApiKeyStore apiKeys();

  ChatStore chat();

  WebhookStore webhooks();

  MessageStore messages();

  /** Whether it can be written now. Blocks as a write does. */
  boolean isWorking();

  /** Writes what waits; who comes later is refused. */
  @Override
  void close();
}
