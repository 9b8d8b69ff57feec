package dev.carillon.api.chat.rest;

import dev.carillon.chat.Chat;
import dev.carillon.http.Problem;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Each route of a channel at its two paths: below its workspace, where a channel of another
 * workspace is not found, and in short by its own id.
 */
final class ChannelPaths {
  private static final String LONG = "/api/workspaces/{workspaceId}/channels/{channelId}";
  private static final String SHORT = "/api/channels/{channelId}";

  private final Chat chat;
  private final Callers callers;

  /** Answers a call about a channel. */
  interface Answer extends BiFunction<Call, String, Response> {}

  ChannelPaths(Chat chat, Callers callers) {
    this.chat = chat;
    this.callers = callers;
  }

  List<Route> get(String path, String summary, Answer answer) {
    return List.of(
        callers.get(LONG + path, summary, inWorkspace(answer)),
        callers.get(SHORT + path, summary, anywhere(answer)));
  }

  /**
   * @param body an example in JSON; empty: none
   */
  List<Route> post(String path, String summary, String body, Answer answer) {
    return List.of(
        callers.post(LONG + path, summary, inWorkspace(answer)).takesBody(body),
        callers.post(SHORT + path, summary, anywhere(answer)).takesBody(body));
  }

  List<Route> put(String path, String summary, String body, Answer answer) {
    return List.of(
        callers.put(LONG + path, summary, inWorkspace(answer)).takesBody(body),
        callers.put(SHORT + path, summary, anywhere(answer)).takesBody(body));
  }

  List<Route> delete(String path, String summary, Answer answer) {
    return List.of(
        callers.delete(LONG + path, summary, inWorkspace(answer)),
        callers.delete(SHORT + path, summary, anywhere(answer)));
  }

  private static Function<Call, Response> anywhere(Answer answer) {
    return call -> answer.apply(call, call.parameter("channelId"));
  }

  /**
   * A public channel may be joined by who is no member of it yet, so the check asks only where the
   * channel is, which says no more than the answer itself.
   */
  private Function<Call, Response> inWorkspace(Answer answer) {
    return call -> {
      String channelId = call.parameter("channelId");
      String workspaceId =
          Answers.value(chat.channels().get(call.userId(), channelId), "channel").workspaceId();
      if (!workspaceId.equalsIgnoreCase(call.parameter("workspaceId"))) {
        throw Problem.notFound("channel");
      }
      return answer.apply(call, channelId);
    };
  }
}
