package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

@OneNode("The warm-up is before there are others, and no client sees it.")
class WarmUpIT {

  @Test
  void nothingOfTheWarmUpIsLeft() {
    try (TestServer server = TestServer.start(Map.of("CARILLON_WARM_UP", "200ms"))) {
      String admin = server.token("admin@example.com");

      assertThat(server.get("/api/status", "").body())
          .contains("\"connections\":0,\"received\":0,\"delivered\":0");
      assertThat(server.get("/api/topics", admin).body()).contains("\"data\":[]");
      assertThat(server.get("/metrics", "").body()).contains("carillon_deliveries_total 0.0");
    }
  }
}
