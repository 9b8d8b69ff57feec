package dev.carillon.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.ClusterBus;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.SharedLog;
import dev.carillon.core.bus.SimulatedLog;
import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedFaults;
import dev.carillon.core.cluster.SimulatedTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Some nodes, their clients, and what happens to them. */
final class World {
  private static final List<String> TOPICS = List.of("k.a", "k.b", "k.a", "v.a", "v.b");
  private static final Pattern DATA = Pattern.compile("n\\d+\\|\\d+");

  final SimulatedTime time;
  final SimulatedCarrier carrier;
  final SimulatedLog.Store log;
  final ClusterBus.Settings settings;
  private final RandomGenerator random;
  private final List<Server> servers = new ArrayList<>();
  private final List<Server> dead = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final boolean rough;
  private final boolean ordered;
  private int made;

  /** How far the log came when it last lost its newest records. */
  private Offset cutTo = new Offset(0, 0);

  World(RandomGenerator random) {
    this.random = random;
    rough = random.nextInt(4) > 0;
    boolean reorder = random.nextInt(3) == 0;
    int dropOneIn = random.nextBoolean() ? 20 : 0;
    ordered = !reorder && !rough && dropOneIn == 0;
    time = new SimulatedTime(random);
    carrier =
        SimulatedCarrier.simulated(
            time, new SimulatedFaults(dropOneIn, random.nextBoolean() ? 10 : 0, reorder));
    log = new SimulatedLog.Store(random.nextInt(3) == 0 ? 20 : 10_000);
    settings = new ClusterBus.Settings(random.nextInt(3) == 0 ? -1 : 1_000, 1 << 20);
    for (int i = 0; i < 3; i++) {
      newServer();
    }
    for (int i = 1; i <= 5; i++) {
      clients.add(new Client(i + 1, this));
    }
    time.pass(3_000);
    clients.forEach(client -> client.connect(any(servers)));
  }

  private void newServer() {
    servers.add(new Server("n" + made++, this));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  void live(int steps) {
    for (int step = 0; step < steps; step++) {
      act();
      time.pass(random.nextInt(10) == 0 ? random.nextLong(3_000) : random.nextLong(30));
    }
  }

  private void act() {
    Client client = any(clients);
    switch (random.nextInt(12)) {
      case 0 -> {
        client.read(ordered);
        client.disconnect();
      }
      case 1 -> client.disconnect();
      case 2, 3 -> client.read(ordered);
      case 4 -> fault();
      default -> {
        for (int i = random.nextInt(6); i >= 0; i--) {
          any(servers).publish(any(TOPICS), time.nowMillis());
        }
      }
    }
    if (random.nextInt(3) == 0) {
      clients.stream()
          .filter(each -> each.server() == null)
          .forEach(each -> each.connect(any(servers)));
    }
  }

  private void fault() {
    if (!rough) {
      return;
    }
    Server server = any(servers);
    switch (random.nextInt(9)) {
      case 0 -> carrier.cutOff(server.cluster);
      case 1, 2 -> servers.forEach(each -> carrier.rejoin(each.cluster));
      case 3 -> carrier.away();
      case 4, 5 -> carrier.back();
      case 6 -> {
        carrier.away();
        boolean told = clients.stream().anyMatch(client -> client.isAheadOf(servers));
        if (random.nextInt(3) == 0 || told) {
          log.loseAll();
        } else {
          log.loseTail(1 + random.nextInt(5));
          cutTo = log.head();
        }
        time.pass(random.nextLong(500));
        carrier.back();
      }
      case 7 -> carrier.endLease(server.cluster);
      default -> kill(server);
    }
  }

  private void kill(Server server) {
    for (Client client : clients) {
      if (server.equals(client.server())) {
        client.read(ordered);
        client.disconnect();
      }
    }
    carrier.kill(server.cluster);
    server.die();
    servers.remove(server);
    dead.add(server);
    loseAllIfOnlyClientsKnow();
    newServer();
  }

  /**
   * Who notices that the log lost its newest records is a node that heard them. If one dies before
   * it could, perhaps only a client knows, and clients prove nothing: so everything is lost too.
   */
  private void loseAllIfOnlyClientsKnow() {
    boolean unnoticed = cutTo.epoch() == log.head().epoch();
    if (unnoticed && clients.stream().anyMatch(client -> client.isAfter(cutTo))) {
      log.loseAll();
    }
  }

  /** Everything works again, and has the time to find its rest. */
  void calmDown() {
    carrier.calm();
    carrier.back();
    servers.forEach(each -> carrier.rejoin(each.cluster));
    time.pass(20_000);
    for (Client client : clients) {
      client.read(ordered);
      if (client.server() == null) {
        client.connect(any(servers));
      }
    }
    servers.forEach(each -> each.publish("k.a", time.nowMillis()));
    time.pass(5_000);
    clients.forEach(client -> client.read(ordered));
  }

  void check() {
    for (Client client : clients) {
      client.checkWhole();
    }
    for (Server server : servers) {
      assertThat(server.bus.healthy()).isTrue();
      assertThat(server.hub.head()).isEqualTo(log.head());
      assertThat(server.bus.hasUnplaced())
          .as("%s, unanswered %s", server.cluster.self(), server.unanswered())
          .isFalse();
      assertThat(server.unanswered()).as("receipts of %s", server.cluster.self()).isZero();
      assertThat(server.lost()).isZero();
      assertThat(server.hub.backlog()).isZero();
    }
    clients.forEach(Client::disconnect);
    for (Server server : servers) {
      assertThat(server.shard().size()).as("the witness alone").isEqualTo(1);
    }
  }

  /** Whether the log has lost a place that a publication had. */
  boolean isLost(String publication, Offset place) {
    return log.surviving().stream()
        .noneMatch(entry -> entry.offset().equals(place) && nameOf(entry).equals(publication));
  }

  /** The name of the publication in a record. */
  static String nameOf(SharedLog.Entry entry) {
    Matcher data = DATA.matcher(new String(entry.bytes(), StandardCharsets.ISO_8859_1));
    assertThat(data.find()).isTrue();
    return data.group();
  }
}
