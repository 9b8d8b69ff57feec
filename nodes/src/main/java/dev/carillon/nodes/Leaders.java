package dev.carillon.nodes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the nodes which of them leads, by their figures, and says when that is another one. */
final class Leaders {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String NOBODY = "nobody";

  /** What is led, and the figure that is 1 on the node that does. */
  private static final Map<String, String> FIGURES =
      Map.of("exchange", "carillon_engine_leads 1", "desk", "carillon_desk_leads 1");

  private final HttpClient http;
  private final List<Node> nodes;
  private final Screen screen;
  private final Map<String, String> known = new TreeMap<>();

  Leaders(HttpClient http, List<Node> nodes, Screen screen) {
    this.http = http;
    this.nodes = List.copyOf(nodes);
    this.screen = screen;
    FIGURES.keySet().forEach(what -> known.put(what, NOBODY));
  }

  /** Asks them once; one thread at a time. */
  void ask() throws InterruptedException {
    Map<String, String> now = new TreeMap<>();
    for (Node node : nodes) {
      if (node.process().isPresent()) {
        String figures = figures(node);
        FIGURES.forEach((what, figure) -> {
          if (figures.contains("\n" + figure)) {
            now.put(what, node.name());
          }
        });
      }
    }
    FIGURES.keySet().stream().sorted().forEach(what -> tell(what, now.getOrDefault(what, NOBODY)));
  }

  private void tell(String what, String who) {
    if (!who.equals(known.put(what, who))) {
      screen.say(Screen.DEMO, "the " + what + " is led by " + who);
    }
  }

  /** Empty when it does not answer. */
  private String figures(Node node) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node.url() + "/metrics")).timeout(LIMIT).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException _) {
      return "";
    }
  }
}
