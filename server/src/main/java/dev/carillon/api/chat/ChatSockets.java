package dev.carillon.api.chat;

import dev.carillon.core.session.CloseReason;
import dev.carillon.protocol.phoenix.Connect;
import dev.carillon.protocol.phoenix.ConnectRequest;
import dev.carillon.protocol.phoenix.PhoenixSocket;
import dev.carillon.protocol.phoenix.UserSocket;

/** Lets every socket open: who may not be here learns so from its joins (chat.md row 2). */
final class ChatSockets implements UserSocket<ChatSocket> {
  private static final int MAX_DEVICE_CHARS = 32;

  private final ChatApi api;

  ChatSockets(ChatApi api) {
    this.api = api;
  }

  @Override
  public Connect<ChatSocket> connect(ConnectRequest request) {
    String device =
        request.param("device").filter(text -> text.length() <= MAX_DEVICE_CHARS).orElse(null);
    return new Connect.Accepted<>(new ChatSocket(api, request.token().orElse(null), device));
  }

  @Override
  public void onOpen(ChatSocket assigns, PhoenixSocket socket) {
    assigns.opened(socket);
  }

  @Override
  public void onTick(ChatSocket assigns, PhoenixSocket socket, long nowMillis) {
    assigns.tick(nowMillis);
  }

  @Override
  public long nextTickMillis(ChatSocket assigns) {
    return assigns.nextTickMillis();
  }

  @Override
  public void onEnd(ChatSocket assigns, PhoenixSocket socket, CloseReason reason) {
    assigns.ended();
  }
}
