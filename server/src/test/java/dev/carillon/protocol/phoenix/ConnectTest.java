package dev.carillon.protocol.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.limit.Rate;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may open a socket and as whom, and how fast it may send: contract/phoenix.md section 1.1. */
class ConnectTest {
  private static final Admission FORBIDDEN = new Admission.RefusedAs(403, "", Map.of());

  private final PhoenixWorld world = new PhoenixWorld();

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "1.0.5", "2.0.0", "2.0.1"})
  void versionsOneAndTwoAreSpoken(String vsn) {
    assertThat(world.admit(Map.of("vsn", List.of(vsn)), Map.of(), List.of()))
        .isInstanceOf(Admission.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "2.1.0", "3.0.0", "abc", "", "1.1.0", "2.0.0-rc", "20000"})
  void otherVersionsAreForbiddenWithoutABody(String vsn) {
    assertThat(world.admit(Map.of("vsn", List.of(vsn)), Map.of(), List.of())).isEqualTo(FORBIDDEN);
  }

  @Test
  void theConnectParamsAreTheFirstPlaceOfTheToken() {
    openedAs("param", Map.of("token", List.of("param")), bearer("header"), protocol("offered"));
  }

  @Test
  void theSubprotocolIsTheSecond() {
    openedAs("offered", Map.of("token", List.of("")), bearer("header"), protocol("offered"));
  }

  @Test
  void theHeadersAreTheThird() {
    openedAs("header", Map.of(), bearer("header"), List.of());
    openedAs("polled", Map.of(), Map.of("x-phoenix-authtoken", List.of("polled")), List.of());
  }

  @Test
  void bothAlphabetsOfTheSubprotocolAreRead() {
    String token = "a?b>c~~~";
    byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
    String standard = Base64.getEncoder().withoutPadding().encodeToString(utf8);
    String url = Base64.getUrlEncoder().encodeToString(utf8);
    assertThat(standard).containsAnyOf("+", "/");

    openedAs(token, Map.of(), Map.of(), List.of("phoenix", "base64url.bearer.phx." + standard));
    openedAs(token, Map.of(), Map.of(), List.of("phoenix", "base64url.bearer.phx." + url));
  }

  @Test
  void twoTokensOrABrokenOneCountAsNone() {
    openedAs(
        "nobody",
        Map.of(),
        Map.of(),
        List.of("phoenix", "base64url.bearer.phx.YQ", "base64url.bearer.phx.Yg"));
    openedAs("nobody", Map.of(), Map.of(), List.of("phoenix", "base64url.bearer.phx.a"));
  }

  @Test
  void thePhoenixSubprotocolIsAnsweredAndOthersAloneAreForbidden() {
    assertThat(subprotocol(List.of("phoenix", "other"))).isEqualTo("phoenix");
    assertThat(subprotocol(List.of())).isNull();
    assertThat(world.admit(Map.of(), Map.of(), List.of("other"))).isEqualTo(FORBIDDEN);
  }

  @Test
  void anApiMayRefuse() {
    assertThat(world.admit(Map.of("token", List.of("bad")), Map.of(), List.of()))
        .isEqualTo(FORBIDDEN);
    assertThat(world.admit(Map.of("token", List.of("busy")), Map.of(), List.of()))
        .isEqualTo(
            new Admission.RefusedAs(429, "{\"reason\":\"busy\"}", Map.of("Retry-After", "2")));
  }

  @Test
  void anApiMayAskSomebodyFirst() {
    Admission.Pending good = pending("asked");
    new PhoenixClient(world, (Admission.Accepted) good.ask().get());
    assertThat(world.rooms.seen).containsExactly("open asked");

    assertThat(pending("asked bad").ask().get()).isEqualTo(FORBIDDEN);
  }

  private Admission.Pending pending(String token) {
    return (Admission.Pending)
        world.admit(Map.of("token", List.of(token)), Map.of(), List.of("phoenix"));
  }

  @Test
  void overTheRateAPushIsToldHowLongToWaitAndAHeartbeatStillPasses() {
    PhoenixClient client = limited().connect();
    client.hears("['1','1','room:1','phx_join',{}]");
    client.hears("['1','2','room:1','echo',{}]");

    assertThat(client.hears("['1','3','room:1','echo',{}]"))
        .containsExactly(
            "['1','3','room:1','phx_reply',{'response':{'reason':'rate_limit_exceeded',"
                + "'retry_after':1000,'message':'Too many requests. Retry after 1 seconds.'},"
                + "'status':'error'}]");
    assertThat(client.hears("[null,'4','phoenix','heartbeat',{}]")).hasSize(1);
    assertThat(client.hears("['1','5','room:1','phx_leave',{}]")).hasSize(2);
  }

  @Test
  void whoGoesOnOverTheRateIsClosedWith1008() {
    PhoenixClient client = limited().connect();

    for (int i = 0; i < 1_002; i++) {
      client.hears("[null,'4','phoenix','heartbeat',{}]");
      assertThat(client.closed()).isNull();
    }
    client.hears("[null,'4','phoenix','heartbeat',{}]");

    assertThat(client.closed())
        .isEqualTo(CloseReason.policy("sustained abuse of the message rate"));
  }

  @Test
  void aReaderThatDoesNotReadIsClosedWith1013() {
    PhoenixWorld small =
        new PhoenixWorld(
            new PhoenixSettings(100, 4_096, 16, 1 << 20, Duration.ofSeconds(30), null));
    PhoenixClient client = small.connect().join("room:1", 1);
    client.link.stall();

    for (int i = 0; i < 100; i++) {
      small.rooms.publish("room:1", "shout", "{\"x\":\"" + "x".repeat(100) + "\"}", 0);
      small.loop.runTurn();
    }

    assertThat(client.closed()).isEqualTo(CloseReason.SLOW_CONSUMER);
  }

  private static PhoenixWorld limited() {
    Rate two = Rate.of(1, Duration.ofSeconds(1), 2);
    return new PhoenixWorld(
        new PhoenixSettings(100, 1 << 20, 16, 1 << 20, Duration.ofSeconds(30), two));
  }

  private void openedAs(
      String token,
      Map<String, List<String>> query,
      Map<String, List<String>> headers,
      List<String> subprotocols) {
    new PhoenixClient(world, (Admission.Accepted) world.admit(query, headers, subprotocols));

    assertThat(world.rooms.seen).last().isEqualTo("open " + token);
  }

  private @Nullable String subprotocol(List<String> offered) {
    return ((Admission.Accepted) world.admit(Map.of(), Map.of(), offered)).subprotocol();
  }

  private static Map<String, List<String>> bearer(String token) {
    return Map.of("authorization", List.of("Bearer " + token));
  }

  private static List<String> protocol(String token) {
    String base64 =
        Base64.getEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    return List.of("phoenix", "base64url.bearer.phx." + base64);
  }
}
