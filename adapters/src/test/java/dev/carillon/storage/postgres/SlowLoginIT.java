package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.storage.sql.StorageException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database on a busy machine, which takes its time for a login. */
@Tag("faults")
class SlowLoginIT {
  /** More than a pool waits for one. */
  private static final long SLOW_MILLIS = 4_000;

  @Test
  void whoStartsWaitsForTheAnswer() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ScheduledExecutorService busy = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> _ = busy.schedule(() -> refuse(server), SLOW_MILLIS, TimeUnit.MILLISECONDS);
      String url = "postgresql://me:s3cret@127.0.0.1:" + server.getLocalPort() + "/chat";
      assertThatThrownBy(() -> PostgresDatabase.state(url))
          .isInstanceOf(StorageException.class)
          .hasMessageEndingWith("/chat: the user or the password is not accepted");
    }
  }

  /** No TLS, and then an ErrorResponse (PostgreSQL, Frontend/Backend Protocol, Message Formats). */
  private static Void refuse(ServerSocket server) throws IOException {
    try (Socket client = server.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readNBytes(in.readInt() - Integer.BYTES);
      client.getOutputStream().write('N');
      in.readNBytes(in.readInt() - Integer.BYTES);
      byte[] fields = "SFATAL\0C28P01\0Mno\0\0".getBytes(StandardCharsets.US_ASCII);
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      out.writeByte('E');
      out.writeInt(Integer.BYTES + fields.length);
      out.write(fields);
      out.flush();
      in.readAllBytes();
      return null;
    }
  }
}
