package dev.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RouterLogTest {

  /** Tokens and keys stand in paths. */
  @Test
  void aRefusedRequestIsLoggedByItsRouteAndNotByItsPath() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Router.class);
    logger.addAppender(lines);
    Router router =
        new Router(
            List.of(
                Route.get(
                    "/api/keys/{key}",
                    "Overloaded",
                    _ -> {
                      throw new RejectedExecutionException("too much");
                    })),
            () -> "i1");
    try {
      Response response = router.handle(Request.of(Method.GET, "/api/keys/hunter2"));

      assertThat(response.status()).isEqualTo(503);
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("GET /api/keys/{key} refused: too much");
  }
}
