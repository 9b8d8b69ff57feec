package dev.carillon.cli;

import java.util.List;

/**
 * The one block that is printed when the server is ready, or when that takes long.
 *
 * @param version of Carillon
 * @param address where the first listener is, such as {@code http://localhost:3000}
 * @param missing the checks that fail yet; empty: it is ready
 * @param others the addresses of the extra listeners
 * @param logins of the demo; empty: none
 */
public record Welcome(
    String version, String address, List<String> missing, List<String> others, List<Login> logins) {

  /** Somebody who may log in to the demo. */
  public record Login(String email, String password, String who) {}

  public Welcome {
    missing = List.copyOf(missing);
    others = List.copyOf(others);
    logins = List.copyOf(logins);
  }

  /** The block; its first line begins with {@code Carillon} and has the address. */
  public String text() {
    StringBuilder text = new StringBuilder(1_024);
    text.append("Carillon ").append(version).append(state()).append(address).append('\n');
    if (!others.isEmpty()) {
      text.append("  also on   ").append(String.join("  ", others)).append('\n');
    }
    text.append("  health    ").append(address).append("/health/ready\n");
    text.append("  metrics   ").append(address).append("/metrics\n");
    if (!logins.isEmpty()) {
      demo(text);
    }
    return text.append('\n').toString();
  }

  private String state() {
    return missing.isEmpty()
        ? " is ready: "
        : " is up, but not ready yet (%s): ".formatted(String.join(", ", missing));
  }

  private void demo(StringBuilder text) {
    text.append("\nDemo, for this machine only. Who may log in:\n");
    for (Login login : logins) {
      text.append("  %-18s %s   %s%n".formatted(login.email(), login.password(), login.who()));
    }
    Login first = logins.getFirst();
    text.append(talk(first)).append(markets());
  }

  private String talk(Login first) {
    return """

    Log in:
      curl -s %1$s/api/auth/login -H 'Content-Type: application/json' \\
        -d '{"email":"%3$s","password":"%4$s"}'

    Topics API, in a second terminal (without Node: python3 -m websockets %2$s/ws):
      npx -y wscat -c %2$s/ws
        > {"type":"auth","token":"your-jwt-token"}
        > {"type":"subscribe","topic":"messages.**"}

    And in a third, a message that arrives there:
      curl -s %1$s/api/messages -H 'Authorization: Bearer your-jwt-token' \\
        -H 'Content-Type: application/json' -d '{"channelId":"general","content":"Hello"}'

    Chat API: John joins "general" and asks the bot.
      npx -y wscat -c '%2$s/socket/websocket?token=your-jwt-token'
        > {"topic":"channel:12345678-1234-5678-1234-123456789012","event":"phx_join","payload":{},"ref":"1"}
        > {"topic":"channel:12345678-1234-5678-1234-123456789012","event":"send_message","payload":{"content":"@bot help"},"ref":"2"}
    Ten lines of JavaScript with the npm client: %1$s/docs/chat

    """
        .formatted(address, webSocket(), first.email(), first.password());
  }

  private String markets() {
    return """
    Exchange API: live markets, and an order of John's that a second terminal's socket hears of.
      npx -y wscat -c '%2$s/?token=your-jwt-token'
        > {"method":"subscribe","params":{"channel":"orderbook","symbol":"BTC/USDT","depth":5}}
        > {"method":"subscribe","params":{"channel":"orders"}}
      curl -s %1$s/api/exchange/orders -H 'Authorization: Bearer your-jwt-token' \\
        -H 'Content-Type: application/json' \\
        -d '{"symbol":"BTC/USDT","side":"buy","type":"market","quantity":"0.001"}'

    Ticks API: prices of 300 instruments (which: %1$s/api/ticks/instruments).
      npx -y wscat -c %2$s/socket/websocket
        > {"topic":"api:demo","event":"phx_join","payload":{"access_token":"your-jwt-token"},"ref":""}
        > {"topic":"api:demo","event":"subscribe","payload":{"list":["22","25","2442"]},"ref":""}

    Desk API: live quotes, John's positions and trades; and an order of his.
      npx -y wscat -c '%2$s/api/ws?token=your-jwt-token'
        > {"type":"subscribe","channels":["trades","positions","orders","market-data"]}
      curl -s %1$s/api/desk/orders -H 'Authorization: Bearer your-jwt-token' \\
        -H 'Content-Type: application/json' \\
        -d '{"symbol":"EURUSD","orderType":"BUY","volume":0.1}'

    Ctrl-C ends it.
    """
        .formatted(address, webSocket());
  }

  private String webSocket() {
    return address.replaceFirst("^http", "ws");
  }
}
