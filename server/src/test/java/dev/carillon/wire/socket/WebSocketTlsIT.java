package dev.carillon.wire.socket;

import static dev.carillon.testkit.ws.ClientFrame.close;
import static dev.carillon.testkit.ws.ClientFrame.join;
import static dev.carillon.testkit.ws.ClientFrame.ping;
import static dev.carillon.testkit.ws.ClientFrame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.hub.Frame;
import dev.carillon.core.session.CloseReason;
import dev.carillon.testkit.ws.RawWebSocket;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets whose pipeline still has TLS in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketTlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration SOON = Duration.ofSeconds(5);

  private SslContext tls;
  private SSLContext trusting;
  private EchoServer server;

  @BeforeAll
  void useACertificate(@TempDir Path folder) throws Exception {
    KeyStore keys = makeCertificate(folder);
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    tls = SslContextBuilder.forServer(own).build();
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
  }

  @BeforeEach
  void start() {
    server = EchoServer.withTls(tls);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static KeyStore makeCertificate(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("server.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String order = " -genkeypair -alias server -keyalg EC -dname CN=localhost -storetype PKCS12";
    String[] command =
        (keytool + order + " -storepass " + new String(PASSWORD) + " -keystore " + store)
            .split(" ", -1);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  @Test
  void messagesOfEveryLengthAreEchoed() throws IOException {
    try (RawWebSocket client = open()) {
      for (int length : new int[] {0, 125, 126, 65_535, 65_536, 1_000_000}) {
        String message = "x".repeat(length);
        client.send(message);

        assertThat(client.nextText()).isEqualTo(message);
      }
    }
  }

  @Test
  void framesRightBehindTheRequestAreNotLost() throws IOException {
    try (RawWebSocket client = dial()) {
      byte[] request = RawWebSocket.request("/");
      byte[] frames = join(text("early"), ping("p"));
      byte[] all = Arrays.copyOf(request, request.length + frames.length);
      System.arraycopy(frames, 0, all, request.length, frames.length);
      client.send(all);
      client.readResponse();

      assertThat(client.next()).hasToString("text early");
      assertThat(client.next()).hasToString("pong p");
    }
  }

  @Test
  void bothClosesEndTlsInGoodOrder() throws IOException {
    try (RawWebSocket client = open()) {
      client.send(close(1000, ""));

      assertThat(client.readToEnd()).containsExactly("close 1000");
    }
    try (RawWebSocket client = open()) {
      client.send("close");
      assertThat(client.next()).hasToString("close 1008 as ordered");
      client.send(close(1008, ""));

      assertThat(client.readToEnd()).isEmpty();
    }
    try (RawWebSocket client = open()) {
      client.send(text("a").unmasked());

      assertThat(client.readToEnd())
          .containsExactly("close 1002 frames from a client must be masked");
    }
    server.awaitEmpty();
  }

  @Test
  void aReaderThatStopsIsCut() throws IOException {
    try (RawWebSocket client = open()) {
      assertThat(client.status()).isEqualTo(101);
      EchoSession slow = server.nextSession();
      String frame = "x".repeat(10_000);
      for (int i = 0; i < 3_000 && !slow.end().isDone(); i++) {
        slow.onLoop(() -> slow.outbox().offer(Frame.text(frame)));
      }
      assertThat(slow.end()).succeedsWithin(SOON).isEqualTo(CloseReason.SLOW_CONSUMER);

      server.advance(WebSocketSettings.DEFAULTS.closeTimeout());

      server.awaitEmpty();
    }
  }

  private RawWebSocket open() throws IOException {
    RawWebSocket client = dial();
    client.handshake("/");
    return client;
  }

  private RawWebSocket dial() throws IOException {
    return RawWebSocket.over(trusting.getSocketFactory().createSocket("127.0.0.1", server.port()));
  }
}
