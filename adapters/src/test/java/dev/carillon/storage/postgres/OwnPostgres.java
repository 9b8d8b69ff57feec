package dev.carillon.storage.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of one test's own, to be killed, paused and started again. */
public final class OwnPostgres implements AutoCloseable {
  private final Path folder;
  private final int port;
  private EmbeddedPostgres running;

  /** Starts it, with its files in a folder of the test. */
  public OwnPostgres(Path folder) throws IOException {
    this.folder = folder.resolve("data");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    running = start();
  }

  private EmbeddedPostgres start() throws IOException {
    // As a server is meant to run: what it says is durable is on the disk. The library has it
    // otherwise, for speed.
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .start();
  }

  /** As a server is told it. */
  public String url() {
    return "postgresql://postgres:postgres@localhost:" + port + "/postgres";
  }

  /** The postmaster and all that it has started. */
  private List<ProcessHandle> processes() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
  }

  /** All its processes at once, as kill -9. */
  public void kill() throws IOException {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  /** With what it kept. */
  public void startAgain() throws IOException {
    // There is nothing to stop any more, but a lock of the folder to give back.
    running.close();
    running = start();
  }

  /** It stands still, and its connections stay. */
  public void pause() throws Exception {
    signal("STOP");
  }

  /** Ends the pause. */
  public void goOn() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes().forEach(process -> command.add(Long.toString(process.pid())));
    // One of them may have ended meanwhile: then the others got it all the same.
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    running.close();
  }
}
