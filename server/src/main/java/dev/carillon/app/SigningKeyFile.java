package dev.carillon.app;

import dev.carillon.security.SigningKey;
import dev.carillon.storage.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The demo's signing key: made at the first start and kept, so that logins outlive a restart. */
final class SigningKeyFile {
  private static final String NAME = "signing.key";

  private SigningKeyFile() {}

  /**
   * The key of a data folder, which exists.
   *
   * @param random a cryptographically strong one
   */
  static SigningKey of(Path folder, RandomGenerator random) {
    Path file = folder.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        byte[] bytes = new byte[SigningKey.MIN_BYTES];
        random.nextBytes(bytes);
        Files.createFile(file, OwnerOnly.file());
        Files.writeString(
            file, Base64.getEncoder().encodeToString(bytes), StandardOpenOption.WRITE);
      }
      return SigningKey.ofText(Files.readString(file).strip());
    } catch (IOException | IllegalArgumentException problem) {
      throw new StartException(
          file + ": not usable (expected: a file with 32 random bytes or more)", problem);
    }
  }
}
