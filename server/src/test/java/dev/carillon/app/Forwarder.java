package dev.carillon.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Hands on what comes to one address to another one, both ways, connection by connection. */
final class Forwarder implements AutoCloseable {
  private final ServerSocket listening;
  private final int to;

  /** Listens at once; port 0: any free one. Hands on to {@code to} of 127.0.0.1. */
  Forwarder(String address, int port, int to) throws IOException {
    this.listening = new ServerSocket(port, 64, InetAddress.getByName(address));
    this.to = to;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /** As a process: the address and port to listen on, and the port of 127.0.0.1 behind it. */
  public static void main(String[] arguments) throws Exception {
    try (Forwarder _ =
        new Forwarder(
            arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))) {
      // Until its starter is gone.
      int _ = System.in.read();
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listening.accept();
        Socket into = new Socket(InetAddress.getLoopbackAddress(), to);
        copy(from, into);
        copy(into, from);
      }
    } catch (IOException _) {
      // Closed, or what is behind it is gone.
    }
  }

  private static void copy(Socket from, Socket into) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (from;
              into) {
            from.getInputStream().transferTo(into.getOutputStream());
          } catch (IOException _) {
            // One side is gone, so the other goes.
          }
        });
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
