package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatApiSettings.RefuseAt;
import dev.carillon.api.chat.ChatSocket.Checked;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Refusal;
import dev.carillon.protocol.phoenix.Connect;
import dev.carillon.protocol.phoenix.ConnectRequest;
import dev.carillon.protocol.phoenix.PhoenixSocket;
import dev.carillon.protocol.phoenix.Replies;
import dev.carillon.protocol.phoenix.UserSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens sockets: each of them, and who may not be here learns so from its joins; or none with a
 * token that is not good, as the setting has it (chat.md rows 2 and 43).
 */
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
    String token = request.token().orElse(null);
    // Who shows none may be a client of another API, such as the ticks (row 2).
    return token == null || api.settings().refuseAt() == RefuseAt.JOIN
        ? new Connect.Accepted<>(new ChatSocket(api, token, device))
        : new Connect.Pending<>(() -> checked(token, device));
  }

  /** What the token says; blocks. */
  private Connect<ChatSocket> checked(String token, @Nullable String device) {
    Checked checked = Checked.of(api, token);
    return switch (checked.verification()) {
      case Verified(var principal) when api.connections().isFull(principal.userId()) ->
          Refusals.atHandshake(429, Replies.rateLimited(Refusals.CONNECTIONS_RETRY_MILLIS));
      case Verified _ -> new Connect.Accepted<>(new ChatSocket(api, token, device, checked));
      case Rejected(var reason, _) when reason == Reason.UNAVAILABLE ->
          Refusals.atHandshake(503, Refusals.of(Refusal.NOT_READY).payload());
      case Rejected _ -> Refusals.atHandshake(403, Refusals.unauthorized());
    };
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
