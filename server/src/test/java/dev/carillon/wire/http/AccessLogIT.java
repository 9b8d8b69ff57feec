package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.carillon.testkit.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessLogIT {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.carillon.access");
  private final Recorder recorder = new Recorder();
  private final TestServer server = new TestServer();
  private final HttpClientSocket client = server.client();

  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage());
    }
  }

  @BeforeEach
  void listen() {
    recorder.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(recorder);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    logger.detachAppender(recorder);
    logger.setLevel(null);
  }

  private String line(int number) {
    Await.until(() -> recorder.lines.size() > number);
    return recorder.lines.get(number);
  }

  @Test
  void aRequestIsOneLineWithoutAnythingSecret() {
    client.ask("GET", "/things/secret1?token=secret2", "Authorization: Bearer secret3");
    client.ask("POST", "/secret4/secret5");
    client.ask("HEAD", "/things/secret6", "Cookie: secret7");

    assertThat(line(0)).matches("GET /things/\\{id} 200 7 \\d+ 127\\.0\\.0\\.1");
    assertThat(line(1)).matches("POST - 404 \\d+ \\d+ 127\\.0\\.0\\.1");
    assertThat(line(2)).startsWith("HEAD /things/{id} 200 ");
    assertThat(recorder.lines).noneMatch(line -> line.contains("secret"));
  }

  @Test
  void whatIsNoRequestHasALineToo() {
    client.send("GET /secret HTTP/1.1\r\nsecret\r\n\r\n").answer();

    assertThat(line(0)).matches("- - 400 \\d+ 0 127\\.0\\.0\\.1");
  }

  @Test
  void aRequestRefusedUnreadIsLoggedAsWhatItWas() {
    client.ask("POST", "/things?token=secret", "Content-Length: 9000000");

    assertThat(line(0)).matches("POST /things 413 \\d+ \\d+ 127\\.0\\.0\\.1");
  }

  @Test
  void anUpgradeHasALineToo() {
    client.ask("GET", "/ws?token=secret", "Upgrade: websocket", "Sec-WebSocket-Version: 13");

    assertThat(line(0)).matches("GET /ws 101 0 \\d+ 127\\.0\\.0\\.1");
  }
}
