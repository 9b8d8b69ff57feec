package dev.carillon.wire;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/**
 * Where a server's certificate is kept.
 *
 * @param certificates PEM, the server's own first
 * @param key PEM, PKCS#8, not encrypted
 */
public record TlsFiles(Path certificates, Path key) {

  /**
   * Reads both.
   *
   * @throws WireException when they can't be read or are not what they should be
   */
  public SslContext read() {
    try {
      return SslContextBuilder.forServer(certificates.toFile(), key.toFile())
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new WireException(
          "TLS: "
              + certificates
              + " and "
              + key
              + " (expected: a certificate chain and its PKCS#8 key, both PEM)",
          e);
    }
  }
}
