package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.RestLimits;
import dev.carillon.chat.Chat;
import dev.carillon.files.FileStore;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Route;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The Chat API over HTTP put together. */
public final class ChatRest {
  private final List<Route> routes = new ArrayList<>();

  /**
   * What it stands on.
   *
   * @param maxUploadBytes of one file
   */
  public record Ports(
      Chat chat,
      Authenticator authenticator,
      FileStore files,
      int maxUploadBytes,
      RestLimits limits,
      InstantSource clock) {}

  public ChatRest(Ports ports) {
    Chat chat = ports.chat();
    Callers callers = new Callers(chat, ports.authenticator(), ports.clock());
    ChannelPaths paths = new ChannelPaths(chat, callers);
    routes.addAll(new ProfileRoutes(chat, callers).routes());
    routes.addAll(new WorkspaceRoutes(chat, callers).routes());
    routes.addAll(new MemberRoutes(chat, callers).routes());
    routes.addAll(new ChannelRoutes(chat, callers, paths).routes());
    routes.addAll(new MessageRoutes(chat, callers, paths, ports.limits()).routes());
    routes.addAll(new ReactionRoutes(chat, callers, ports.limits()).routes());
    routes.addAll(new ReadingRoutes(chat, callers, paths).routes());
    routes.addAll(
        new UploadRoutes(chat, callers, ports.files(), ports.limits(), ports.maxUploadBytes())
            .routes());
    routes.addAll(new FileRoutes(chat, callers, ports.files()).routes());
  }

  /** The lines of the route table. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
