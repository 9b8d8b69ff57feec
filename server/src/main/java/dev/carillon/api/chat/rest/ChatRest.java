package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.RestLimits;
import dev.carillon.api.chat.hooks.AddressRule;
import dev.carillon.api.chat.hooks.Deliveries;
import dev.carillon.chat.Chat;
import dev.carillon.files.FileStore;
import dev.carillon.http.Authenticator;
import dev.carillon.http.Route;
import dev.carillon.webhooks.WebhookStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The Chat API over HTTP put together. */
public final class ChatRest {
  private final List<Route> routes = new ArrayList<>();

  /** What it stands on. */
  public record Ports(
      Chat chat,
      Authenticator authenticator,
      FileStore files,
      Uploads uploads,
      RestLimits limits,
      Hooks hooks,
      InstantSource clock) {}

  /**
   * How large files may be.
   *
   * @param maxBytes of one file
   * @param quotaBytes of all files of one user
   */
  public record Uploads(int maxBytes, long quotaBytes) {}

  /**
   * What webhooks stand on.
   *
   * @param rule what may be called
   * @param random a cryptographically strong one
   */
  public record Hooks(
      WebhookStore store, Deliveries deliveries, AddressRule rule, RandomGenerator random) {}

  public ChatRest(Ports ports) {
    Chat chat = ports.chat();
    Callers callers = new Callers(chat, ports.authenticator(), ports.clock());
    ChannelPaths paths = new ChannelPaths(chat, callers);
    routes.addAll(new ProfileRoutes(chat, callers).routes());
    routes.addAll(new WorkspaceRoutes(chat, callers).routes());
    routes.addAll(new MemberRoutes(chat, callers).routes());
    routes.addAll(new ChannelRoutes(chat, callers, paths).routes());
    routes.addAll(new MessageRoutes(chat, callers, paths, ports.limits()).routes());
    routes.addAll(new ThreadRoutes(chat, callers).routes());
    routes.addAll(new ReactionRoutes(chat, callers, ports.limits()).routes());
    routes.addAll(new ReadingRoutes(chat, callers, paths).routes());
    routes.addAll(new UploadRoutes(callers, ports).routes());
    routes.addAll(new WebhookRoutes(chat, paths, ports.limits(), ports.hooks()).routes());
    routes.addAll(
        new HookRoutes(chat, ports.hooks().store(), ports.limits(), ports.clock()).routes());
    routes.addAll(new FileRoutes(chat, callers, ports.files()).routes());
  }

  /** The lines of the route table. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
