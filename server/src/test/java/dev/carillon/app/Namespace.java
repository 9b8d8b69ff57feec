package dev.carillon.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with three cables to that of the test: one for clients, and one each to Redis
 * and to PostgreSQL, which can be cut. Nothing else is reached from it. Needs root.
 */
final class Namespace implements AutoCloseable {
  /** Addresses of these networks alone are used; each cable is one of them. */
  private static final String NETWORK = "10.231.%d.%d";

  private static final int CLIENTS = 1;
  private static final int REDIS = 2;
  private static final int POSTGRES = 3;

  private final String name = "car" + ProcessHandle.current().pid();
  private final List<Forwarder> forwarders = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  /** Makes it. */
  Namespace() {
    run("ip", "netns", "add", name);
    run(within("ip", "link", "set", "lo", "up"));
    for (int cable : List.of(CLIENTS, REDIS, POSTGRES)) {
      run("ip", "link", "add", here(cable), "type", "veth", "peer", "name", there(cable));
      run("ip", "link", "set", there(cable), "netns", name);
      run("ip", "addr", "add", NETWORK.formatted(cable, 1) + "/30", "dev", here(cable));
      run("ip", "link", "set", here(cable), "up");
      run(within("ip", "addr", "add", NETWORK.formatted(cable, 2) + "/30", "dev", there(cable)));
      run(within("ip", "link", "set", there(cable), "up"));
    }
  }

  /** Whether this process may make such. */
  static boolean isPermitted() {
    try {
      return succeeds("ip", "netns", "add", "carprobe")
          && succeeds("ip", "netns", "del", "carprobe");
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private String here(int cable) {
    return "carh" + cable;
  }

  private String there(int cable) {
    return "cart" + cable;
  }

  /** What runs a command in it. */
  List<String> command() {
    return List.of("ip", "netns", "exec", name);
  }

  private String[] within(String... command) {
    List<String> whole = new ArrayList<>(command());
    whole.addAll(List.of(command));
    return whole.toArray(String[]::new);
  }

  /** Where clients find what runs in it. */
  String address() {
    return NETWORK.formatted(CLIENTS, 2);
  }

  /** Where Redis is, from within; here it is on a port of 127.0.0.1. */
  String redis(int port) {
    return "redis://" + NETWORK.formatted(REDIS, 1) + ":" + forwarded(REDIS, port);
  }

  /** Where PostgreSQL is, from within: an address of it, from here. */
  String postgres(String url) {
    int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    return url.replaceAll(
        "@[^/]*/", "@" + NETWORK.formatted(POSTGRES, 1) + ":" + forwarded(POSTGRES, port) + "/");
  }

  private int forwarded(int cable, int port) {
    try {
      Forwarder forwarder = new Forwarder(NETWORK.formatted(cable, 1), 0, port);
      forwarders.add(forwarder);
      return forwarder.port();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Clients reach a port of its loopback by {@link #address}. */
  void open(int port) {
    try {
      processes.add(
          new ProcessBuilder(
                  within(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:TieredStopAtLevel=1",
                      "-Xmx64m",
                      "-cp",
                      System.getProperty("java.class.path"),
                      Forwarder.class.getName(),
                      address(),
                      Integer.toString(port),
                      Integer.toString(port)))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void cutRedis() {
    run("ip", "link", "set", here(REDIS), "down");
  }

  void cutPostgres() {
    run("ip", "link", "set", here(POSTGRES), "down");
  }

  void mend() {
    run("ip", "link", "set", here(REDIS), "up");
    run("ip", "link", "set", here(POSTGRES), "up");
  }

  private static void run(String... command) {
    if (!succeeds(command)) {
      throw new AssertionError(String.join(" ", command) + " failed");
    }
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.onExit().join().exitValue() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    forwarders.forEach(Forwarder::close);
    processes.forEach(process -> process.destroyForcibly().onExit().join());
    for (int cable : List.of(CLIENTS, REDIS, POSTGRES)) {
      run("ip", "link", "del", here(cable));
    }
    run("ip", "netns", "del", name);
  }
}
