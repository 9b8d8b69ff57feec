package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.hooks.AddressRule;
import dev.carillon.api.chat.hooks.Deliveries;
import dev.carillon.http.Problem;
import dev.carillon.json.JsonObject;
import dev.carillon.webhooks.Webhook.Outgoing;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads where an outgoing webhook calls, and for what. */
final class WebhookTarget {
  private static final int MAX_URL_CHARS = 2_048;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** What nobody but an address begins or consists of: no look-up is needed to tell. */
  private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+");

  private WebhookTarget() {}

  /**
   * An address that may be called. What a name stands for is looked at when it is called.
   *
   * @throws Problem 400 when it is none
   */
  static String url(JsonObject body, AddressRule rule) {
    String text = body.string("url", 1, MAX_URL_CHARS);
    try {
      URI url = new URI(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (!SCHEMES.contains(scheme) || url.getHost() == null || !isAscii(text)) {
        throw Problem.badRequest("url", "must be an http or https address");
      }
      if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
        throw Problem.badRequest("url", "must have no user and no fragment");
      }
      if (LITERAL.matcher(url.getHost()).matches()
          && !rule.allows(InetAddress.getByName(url.getHost()))) {
        throw Problem.badRequest("url", "this address may not be called");
      }
      return text;
    } catch (URISyntaxException | UnknownHostException _) {
      throw Problem.badRequest("url", "must be an http or https address");
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /**
   * The names of events, each once.
   *
   * @throws Problem 400 when there is no such event
   */
  static List<String> events(JsonObject body, List<String> otherwise) {
    List<String> events = body.optionalStrings("events").orElse(otherwise);
    if (events.isEmpty()) {
      throw Problem.badRequest("events", "must name at least one");
    }
    if (events.contains(Outgoing.ALL)) {
      return List.of(Outgoing.ALL);
    }
    for (String event : events) {
      if (!Deliveries.EVENTS.contains(event)) {
        throw Problem.badRequest(
            "events", "must be of " + String.join(", ", new TreeSet<>(Deliveries.EVENTS)) + ", *");
      }
    }
    return events.stream().distinct().toList();
  }
}
