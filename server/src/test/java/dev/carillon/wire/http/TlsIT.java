package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.wire.TlsFiles;
import dev.carillon.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with a certificate that the JDK's keytool makes for this run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private TlsFiles files;
  private SSLContext trusting;

  @BeforeAll
  void makeCertificate(@TempDir Path folder) throws Exception {
    Path store = folder.resolve("server.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    Path certificate = pem(folder, "CERTIFICATE", keys.getCertificate("server").getEncoded());
    Path key = pem(folder, "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
    files = new TlsFiles(certificate, key);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
  }

  private static Path pem(Path folder, String what, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        folder.resolve(what.replace(' ', '-') + ".pem"),
        "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
  }

  private TestServer server(HttpLimits limits) {
    return new TestServer(ServerSettings.DEFAULT.withTls(files).withLimits(limits));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void requestsAndUpgradesGoOverTls(String protocol) throws IOException {
    try (TestServer server = server(HttpLimits.DEFAULT);
        HttpClientSocket client = secure(server, protocol)) {
      assertThat(client.ask("GET", "/whoami").body()).isEqualTo("127.0.0.1 secure localhost");
      assertThat(
              client
                  .ask(
                      "GET",
                      "/ws",
                      "Upgrade: websocket",
                      "Connection: Upgrade",
                      "Sec-WebSocket-Version: 13")
                  .status())
          .isEqualTo(101);
      assertThat(client.send("HTTP/1.1 299 Echoed\r\n\r\n").answer().status()).isEqualTo(299);
    }
  }

  @Test
  void aRefusedClientReadsWhyOverTls() throws IOException {
    try (TestServer server = server(HttpLimits.DEFAULT);
        HttpClientSocket client = secure(server, "TLSv1.3")) {
      assertThat(client.send("nonsense\r\n\r\n").answer().status()).isEqualTo(400);
      assertThat(client.isClosedSilently()).isTrue();
    }
  }

  @Test
  void plainTextIsNotAnsweredOnATlsPort() {
    try (TestServer server = server(HttpLimits.DEFAULT);
        HttpClientSocket client = server.client()) {
      client.get("/whoami");

      assertThatThrownBy(client::answer).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void aHandshakeThatDoesNotComeEndsTheConnection() {
    try (TestServer server =
            server(HttpLimits.DEFAULT.at(new HttpLimits.Pace(200, 200, 4_096, 200)));
        HttpClientSocket client = server.client()) {
      client.send("\u0016\u0003\u0001");

      assertThat(client.isClosedSilently()).isTrue();
    }
  }

  @Test
  void filesThatCanNotBeUsedAreNamed() {
    TlsFiles swapped = new TlsFiles(files.key(), files.certificates());

    assertThatThrownBy(() -> new TestServer(ServerSettings.DEFAULT.withTls(swapped)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining(files.key().toString());
  }

  private HttpClientSocket secure(TestServer server, String protocol) throws IOException {
    Socket plain = new Socket();
    plain.connect(server.address, 5_000);
    SSLSocket socket =
        (SSLSocket)
            trusting
                .getSocketFactory()
                .createSocket(plain, "localhost", server.address.getPort(), true);
    socket.setEnabledProtocols(new String[] {protocol});
    return new HttpClientSocket(socket);
  }
}
