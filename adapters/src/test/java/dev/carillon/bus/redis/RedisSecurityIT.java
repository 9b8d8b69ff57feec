package dev.carillon.bus.redis;

import static dev.carillon.core.cluster.Hearing.SUBJECT;
import static dev.carillon.core.cluster.Hearing.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.core.cluster.Hearing;
import dev.carillon.testkit.Await;
import io.lettuce.core.AclSetuserArgs;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that lets in only some, and one behind TLS. */
class RedisSecurityIT {
  private static final String SECRET = "sesame";

  private final List<Hearing> nodes = new ArrayList<>();
  private final List<RedisServer> servers = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void end() {
    nodes.forEach(node -> node.node().close());
    servers.forEach(RedisServer::close);
  }

  private RedisServer server(String... options) {
    RedisServer server = new RedisServer(folder, options);
    servers.add(server);
    return server;
  }

  /** A node that begins to try, and need not get in. */
  private Hearing beginner(String uri) {
    // With the usual times: the first handshakes of a JVM take long.
    Hearing node = new Hearing(new RedisCluster(RedisSettings.of(uri), "node-" + nodes.size()));
    nodes.add(node);
    node.node().start();
    return node;
  }

  private void theyHearEachOther(String uri) {
    Hearing a = beginner(uri);
    Hearing b = beginner(uri);
    a.await("joined " + b.name());
    b.await("joined " + a.name());

    a.node().post(SUBJECT, bytes("hello"));

    b.await("note " + a.name() + ": hello");
    a.node().tell("kind", 1, Map.of("x", bytes("1")));
    Await.until(() -> b.node().told(a.name(), "kind").version() == 1);
  }

  @Test
  void aUserWithAPasswordIsLetIn() {
    assumeTrue(RedisServer.isInstalled(), "Redis 7: users came with 6, its channels later");
    RedisServer server = server();
    AclSetuserArgs rights =
        AclSetuserArgs.Builder.on()
            .addPassword(SECRET)
            .keyPattern("carillon:*")
            .channelPattern("carillon:*")
            .allCommands();
    server.ask(redis -> redis.aclSetuser("carol", rights));
    // Without a name and a password nobody may do anything from now on.
    server.ask(redis -> redis.aclSetuser("default", AclSetuserArgs.Builder.off()));

    Hearing stranger = beginner(server.uri());
    Hearing liar = beginner("redis://carol:wrong@127.0.0.1:" + server.port());

    theyHearEachOther("redis://carol:" + SECRET + "@127.0.0.1:" + server.port());

    assertThat(nodes.getLast().node().others()).hasSize(1);
    assertThat(stranger.node().healthy()).isFalse();
    assertThat(liar.node().healthy()).isFalse();
  }

  @Test
  void aServerBehindTlsIsReachedIfItsCertificateIsTrusted()
      throws IOException, GeneralSecurityException {
    assumeTrue(RedisServer.isInstalled(), "Redis with TLS");
    int port = tls(new Certificates(folder).selfSigned());

    Hearing careful = beginner("rediss://127.0.0.1:" + port);
    Hearing plain = beginner("redis://127.0.0.1:" + port);

    theyHearEachOther("rediss://127.0.0.1:" + port + "?verifyPeer=NONE");

    assertThat(nodes.getLast().node().others()).hasSize(1);
    assertThat(careful.node().healthy()).isFalse();
    assertThat(plain.node().healthy()).isFalse();
  }

  @Test
  void aServerIsReachedIfAnAuthorityThatTheJvmIsToldToTrustHasSignedItsCertificate()
      throws IOException, GeneralSecurityException {
    assumeTrue(RedisServer.isInstalled(), "Redis with TLS");
    Certificates certificates = new Certificates(folder);
    int port = tls(certificates.signed());
    Path trust = certificates.trusting();

    // Its certificate is for the number, not for the name.
    assertThat(
            TlsProcess.reachesOnly(
                "rediss://127.0.0.1:" + port, "rediss://localhost:" + port, trust))
        .isTrue();
  }

  /** A server with a certificate and its key; gives the port at which it speaks TLS. */
  private int tls(Path certificate) {
    int port = RedisServer.freePort();
    RedisServer server =
        server(
            "--tls-port", "" + port,
            "--tls-cert-file", certificate.toString(),
            "--tls-key-file", certificate.toString(),
            "--tls-ca-cert-file", certificate.toString(),
            "--tls-auth-clients", "no");
    assertThat(server.port()).isNotEqualTo(port);
    return port;
  }
}
