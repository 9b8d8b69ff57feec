package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.demo.DemoWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class ApplicationIT {
  private final TestServer server = TestServer.start();

  @BeforeAll
  void isReady() {
    assertThat(server.get("/health/ready", "").statusCode()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void everyDemoUserCanLogIn() {
    for (String email : List.of("user@example.com", "jane@example.com", "admin@example.com")) {
      String token = server.login(email);

      assertThat(server.get("/api/auth/me", token).body()).contains(email);
    }
  }

  @Test
  void thePlaceholdersOfTheDocumentsAreJohns() {
    assertThat(server.get("/api/auth/me", "your-jwt-token").body()).contains("user@example.com");
  }

  @Test
  void thePagesAndTheirDataAreThere() {
    assertThat(server.get("/", "").headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(server.get("/assets/style.css", "").statusCode()).isEqualTo(200);
    assertThat(server.get("/docs", "").statusCode()).isEqualTo(200);
    assertThat(server.get("/docs/openapi.json", "").body()).contains("/api/auth/login");
    assertThat(server.get("/api/status", "").body()).contains("\"mode\":\"demo\"");
    assertThat(server.get("/metrics", "").body()).contains("carillon_connections 0.0");
  }

  @OneNode("Several on one machine would want the same port.")
  @Test
  void anExtraPortThatIsTakenIsOnlyAWarning() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String ports = "0," + taken.getLocalPort();
      try (TestServer further = TestServer.start(Map.of("CARILLON_EXTRA_PORTS", ports))) {
        assertThat(further.addresses()).hasSize(2);
        assertThat(further.get("/health/ready", "").statusCode()).isEqualTo(200);
      }
    }
  }

  @OneNode("Several have a signing key, with which others may make tokens of users unknown here.")
  @Test
  void moneyGoesToUsersThatExist() {
    String admin = server.token("admin@example.com");
    for (String owner : List.of(DemoWorld.JANE, "jane")) {
      int status =
          server
              .post(
                  "/api/exchange/deposits",
                  admin,
                  json ->
                      json.beginObject()
                          .field("owner", owner)
                          .field("currency", "USDT")
                          .field("amount", "1")
                          .endObject())
              .statusCode();
      assertThat(status).as(owner).isEqualTo(owner.equals("jane") ? 400 : 201);
    }
  }

  @Test
  void aWebSocketPathAsksForAnUpgrade() {
    assertThat(server.get("/ws", "").statusCode()).isEqualTo(426);
    assertThat(server.get("/ws", "").headers().firstValue("Upgrade")).hasValue("websocket");
    assertThat(server.get("/nowhere", "").statusCode()).isEqualTo(404);
  }
}
