package dev.carillon.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Certificates of a test, made by the JDK's own tool, in a folder of the test. */
final class Certificates {
  private static final String SECRET = "changeit";
  private static final String REDIS = "redis";

  private final Path folder;
  private final Path store;

  Certificates(Path folder) {
    this.folder = folder;
    store = folder.resolve("keys.p12");
  }

  /** One for 127.0.0.1 that nobody has signed but itself, and its key, in one file. */
  Path selfSigned() throws IOException, GeneralSecurityException {
    make(REDIS, "SAN=IP:127.0.0.1");
    return server(keys().getCertificate(REDIS).getEncoded());
  }

  /** One for 127.0.0.1 that {@link #authority} has signed, and its key, in one file. */
  Path signed() throws IOException, GeneralSecurityException {
    make("ca", "BC=ca:true");
    make(REDIS, "SAN=IP:127.0.0.1");
    Path request = folder.resolve("redis.csr");
    Path certificate = folder.resolve("redis.der");
    keytool(store, "-certreq", "-alias", REDIS, "-file", request.toString());
    keytool(
        store,
        "-gencert",
        "-alias",
        "ca",
        "-infile",
        request.toString(),
        "-outfile",
        certificate.toString(),
        "-ext",
        "SAN=IP:127.0.0.1",
        "-validity",
        "2");
    return server(Files.readAllBytes(certificate));
  }

  /** The authority's certificate, as an operator gets it. */
  private Path authority() throws IOException, GeneralSecurityException {
    String pem = pem("CERTIFICATE", keys().getCertificate("ca").getEncoded());
    return Files.writeString(folder.resolve("ca.pem"), pem);
  }

  /** What the JDK trusts, and the authority, by the commands in docs/operations.md. */
  Path trusting() throws IOException, GeneralSecurityException {
    Path trust = folder.resolve("trust");
    Files.copy(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"), trust);
    keytool(trust, "-importcert", "-noprompt", "-alias", "redis", "-file", authority().toString());
    return trust;
  }

  private void make(String alias, String extension) throws IOException {
    keytool(
        store,
        "-genkeypair",
        "-alias",
        alias,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + alias,
        "-ext",
        extension,
        "-validity",
        "2",
        "-storetype",
        "PKCS12");
  }

  private static void keytool(Path store, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Collections.addAll(command, arguments);
    Collections.addAll(command, "-keystore", store.toString(), "-storepass", SECRET);
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.onExit().join().exitValue()).as(said).isZero();
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), SECRET.toCharArray());
  }

  private Path server(byte[] certificate) throws IOException, GeneralSecurityException {
    byte[] key = keys().getKey(REDIS, SECRET.toCharArray()).getEncoded();
    return Files.writeString(
        folder.resolve("redis.pem"), pem("CERTIFICATE", certificate) + pem("PRIVATE KEY", key));
  }

  private static String pem(String what, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }
}
