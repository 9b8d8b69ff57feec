package dev.carillon.nodes;

import dev.carillon.testkit.ws.LiveClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the README says to type for three nodes, done: as somebody with as many terminals would. */
final class ReadmeSteps implements AutoCloseable {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern SOCKET = Pattern.compile("npx -y wscat -c (\\S.*)", Pattern.DOTALL);
  private static final int FIRST_PORT = 3_001;
  private static final String JOHN = "550e8400-e29b-41d4-a716-446655440000";
  private static final String MONEY = "\"currency\":\"USDT\",\"amount\":\"1000.00\"}";
  private static final String POST =
      "curl -s %s -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '%s'";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<LiveClient> clients = new ArrayList<>();
  private final List<Integer> ports;

  /** Of nodes on these ports. */
  ReadmeSteps(List<Integer> ports) {
    this.ports = ports;
  }

  /** The clients, in the order in which they are opened. */
  List<LiveClient> clients() {
    return clients;
  }

  /** John has money, as he has where the demo's markets run, which are left out here. */
  void payIn() throws IOException {
    String url = "http://localhost:" + ports.getFirst();
    String login =
        shell(
            POST.formatted(
                url + "/api/auth/login",
                "",
                "{\"email\":\"admin@example.com\",\"password\":\"password123\"}"));
    String token = login.replaceAll(".*\"accessToken\":\"([^\"]*)\".*", "$1");
    String deposit =
        shell(
            POST.formatted(
                url + "/api/exchange/deposits", token, "{\"owner\":\"" + JOHN + "\"," + MONEY));
    if (!deposit.contains("\"balances\"")) {
      throw new AssertionError(deposit);
    }
  }

  /** Does all of it, and returns what the requests were answered. */
  List<String> run() throws IOException {
    List<String> answers = new ArrayList<>();
    for (String command : commands()) {
      Matcher socket = SOCKET.matcher(command);
      if (socket.matches()) {
        clients.add(LiveClient.connect(http, shell("printf %s " + socket.group(1))));
      } else if (command.startsWith("> ")) {
        clients.getLast().say(command.substring(2));
        awaitAnswer(command);
      } else if (command.startsWith("curl ")) {
        answers.add(shell(command));
      }
    }
    return answers;
  }

  /** A person waits for what is answered before typing on. */
  private void awaitAnswer(String said) {
    if (said.contains("\"auth\"")) {
      clients.getLast().await("auth_success");
    } else if (said.contains("\"subscribe\"")) {
      clients.getLast().await("subscribed");
    } else {
      clients.getLast().await("phx_reply");
    }
  }

  /** The section's commands, those over several lines as one. */
  private List<String> commands() throws IOException {
    String text = Files.readString(README);
    String section = text.substring(text.indexOf("\n## Three nodes"));
    section = section.substring(0, section.indexOf("\n## ", 1)).replaceAll("\\\\\n +", "");
    for (int i = 0; i < ports.size(); i++) {
      section = section.replace("localhost:" + (FIRST_PORT + i), "localhost:" + ports.get(i));
    }
    return section.lines().filter(line -> line.startsWith("    ")).map(String::strip).toList();
  }

  private static String shell(String command) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new AssertionError(command + " ended with " + code);
    }
    return out;
  }

  @Override
  public void close() {
    clients.forEach(LiveClient::close);
    http.close();
  }
}
