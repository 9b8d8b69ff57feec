package dev.carillon.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link EventLoops#stop} works around killed about every second process with 300 rounds on a
 * busy machine, and each with 3,000: {@code -Drounds=3000} looks that long.
 */
class EventLoopsIT {
  @Test
  @Timeout(300)
  void loopsOfIoUringThatEndLeaveTheHeapAsItWas(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(Transport.IO_URING.isAvailable());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                EndingLoops.class.getName(),
                System.getProperty("rounds", "100"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }
}
