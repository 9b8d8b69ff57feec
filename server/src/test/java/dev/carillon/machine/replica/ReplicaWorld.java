package dev.carillon.machine.replica;

import dev.carillon.core.cluster.SimulatedCarrier;
import dev.carillon.core.cluster.SimulatedCluster;
import dev.carillon.core.cluster.SimulatedFaults;
import dev.carillon.core.cluster.SimulatedTime;
import dev.carillon.journal.MemorySnapshots;
import dev.carillon.journal.SharedBatch;
import dev.carillon.machine.Agent;
import dev.carillon.machine.Feeds;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.Sum;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Nodes with a replica each of a machine that adds numbers, on one thread in simulated time. */
final class ReplicaWorld {
  final SimulatedTime time;
  final SimulatedCarrier carrier;
  final MemoryDatabase database;
  final MemorySnapshots snapshots = new MemorySnapshots();
  final List<Node> nodes = new ArrayList<>();
  final List<Asked> asked = new ArrayList<>();
  MachineSettings settings = new MachineSettings(64, 16, 40, 100_000);
  private final RandomGenerator random;
  private long numbers = 1_000;
  private int names;

  /** Something that was asked of a node, and the answers that came. */
  record Asked(Node node, long number, List<String> answers) {}

  ReplicaWorld(RandomGenerator random, SimulatedFaults faults) {
    this.random = random;
    time = new SimulatedTime(random);
    carrier = SimulatedCarrier.simulated(time, faults);
    database = new MemoryDatabase(time, random);
  }

  /** A node that begins as soon as there is a database. */
  void start() {
    if (database.isAway()) {
      time.after(200, this::start);
      return;
    }
    Node node = new Node("n" + ++names);
    nodes.add(node);
    node.turn();
  }

  void submit(Node node) {
    submit(node, ++numbers);
  }

  Asked submit(Node node, long number) {
    Asked one = new Asked(node, number, new ArrayList<>());
    asked.add(one);
    node.replica.submit(number, one.answers()::add);
    return one;
  }

  /** The largest sum that anybody was answered so far; 0: nobody was. */
  long answered() {
    return asked.stream()
        .flatMap(one -> one.answers().stream())
        .filter(answer -> answer.startsWith("is "))
        .mapToLong(answer -> Long.parseLong(answer.substring(3)))
        .max()
        .orElse(0);
  }

  /** Lets time pass until all stand where the journal ends, or long enough to see they never do. */
  void settle() {
    for (int i = 0; i < 500 && !living().stream().allMatch(Node::isAtEnd); i++) {
      time.pass(5);
    }
  }

  List<Node> living() {
    return nodes.stream().filter(node -> !node.dead).toList();
  }

  Optional<Node> leader() {
    return living().stream().filter(node -> node.leads).findAny();
  }

  /** One node. */
  final class Node implements LeadListener {
    final String name;
    final SimulatedCluster cluster;
    final Replica<Long, String, Sum> replica;
    final List<String> heard = new ArrayList<>();
    boolean leads;
    boolean dead;

    /** Stands still until then, as by SIGSTOP. */
    long stoppedUntil;

    private Node(String name) {
      this.name = name;
      cluster = carrier.node(name);
      SimulatedTime.Lane lane = time.lane();
      SimulatedTime.Lane other = time.lane();
      Feeds<Sum.SumFeed, Sum> feeds = new Feeds<>(List.of(new Ear(heard)));
      InstantSource clock = () -> Instant.ofEpochMilli(time.nowMillis());
      replica =
          Replica.recover(
              new ReplicaPorts(
                  new MachinePorts<>(
                      "sum",
                      database.journal(),
                      snapshots,
                      clock,
                      () -> TimeUnit.MILLISECONDS.toNanos(time.nowMillis()),
                      MachineCounts.NONE),
                  database.lease(name),
                  cluster,
                  task -> (random.nextBoolean() ? lane : other).execute(() -> runBlocking(task))),
              settings,
              new Agent.Parts<>(new Sum(feeds, 2_000), new Sum.Numbers(), feeds, Follower.NONE),
              Runnable::run,
              this);
      cluster.start();
    }

    private void runBlocking(Runnable task) {
      if (time.nowMillis() < stoppedUntil) {
        time.after(stoppedUntil - time.nowMillis(), () -> runBlocking(task));
      } else if (!dead) {
        task.run();
      }
    }

    private void turn() {
      if (dead) {
        return;
      }
      if (time.nowMillis() >= stoppedUntil) {
        while (replica.doWork() > 0) {}
      }
      time.after(1 + random.nextLong(5), this::turn);
    }

    void kill() {
      dead = true;
      leads = false;
      carrier.kill(cluster);
      database.died(name);
    }

    private boolean isAtEnd() {
      List<SharedBatch> batches = database.batches();
      return batches.isEmpty() || replica.sequence() == batches.getLast().lastSequence();
    }

    long sum() {
      List<Long> seen = new ArrayList<>();
      boolean _ = replica.read(sum -> seen.add(sum.sum()));
      while (replica.doWork() > 0) {}
      return seen.isEmpty() ? -1 : seen.getFirst();
    }

    @Override
    public void leading() {
      leads = true;
    }

    @Override
    public void notLeading() {
      leads = false;
    }
  }

  /** Writes down what it hears. */
  record Ear(List<String> heard) implements Sum.SumFeed {
    @Override
    public void begin(long sequence, long timeMillis) {
      heard.add("begin " + sequence + " at " + timeMillis);
    }

    @Override
    public void added(long number) {
      heard.add("added " + number);
    }

    @Override
    public void batchDone(Sum view, long nowMillis) {
      // Not part of what must be equal.
    }

    @Override
    public void stopped() {
      heard.add("stopped");
    }

    @Override
    public long nextTimerMillis() {
      return Long.MAX_VALUE;
    }

    @Override
    public void onTimer(Sum view, long nowMillis) {
      throw new IllegalStateException("not asked for");
    }
  }
}
