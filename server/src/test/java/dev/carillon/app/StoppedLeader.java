package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.codec.CommandCodec;
import dev.carillon.desk.model.Command;
import dev.carillon.journal.SharedBatch;
import dev.carillon.state.StateReader;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.storage.postgres.journal.PostgresSharedJournal;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The node that leads a machine is stopped (SIGSTOP) for longer than its lease, while orders for it
 * lie in its sockets, and goes on when another one leads. Seen by the journal, and by who reads at
 * it and elsewhere: it wrote nothing, answered nothing and told nothing as a leader any more.
 */
final class StoppedLeader implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration TAKEOVER = Duration.ofSeconds(5);
  private static final int GHOSTS = 12;
  private static final int CREATED = 201;
  private static final int STEP = 1_000;

  private final ThreeProcesses cluster;
  private final String machine;
  private final PostgresPool pool;
  private final PostgresSharedJournal journal;
  private final ExecutorService ghosts = Executors.newVirtualThreadPerTaskExecutor();

  /** What was ordered of the node while it stood still, and acknowledged. */
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  /**
   * @param machine {@code engine} or {@code desk}
   */
  StoppedLeader(ThreeProcesses cluster, String databaseUrl, String machine) {
    this.cluster = cluster;
    this.machine = machine;
    pool = new PostgresPool(PostgresUrl.of(databaseUrl), "stopped-leader", 1);
    journal = new PostgresSharedJournal(pool, machine);
  }

  void run(Crowd crowd) {
    NodeProcess stopped = cluster.leader(machine);
    NodeProcess other = cluster.nodesBut(stopped).getFirst();
    List<LiveClient> readers = List.of(reader(stopped), reader(other));
    List<LiveClient> traders = List.of(tradesReader(stopped), tradesReader(other));
    SharedBatch last = batches().getLast();

    stopped.process().freeze();
    try {
      IntStream.range(0, GHOSTS).forEach(i -> ghosts.execute(() -> order(stopped, "ghost-" + i)));
      crowd.awaitOrders(cluster.nodesBut(stopped), TAKEOVER);
      assertThat(cluster.leaders(machine, cluster.nodesBut(stopped))).hasSize(1);
    } finally {
      stopped.process().thaw();
    }

    ghosts.close();
    Await.until(() -> cluster.leaders(machine, List.of(stopped)).isEmpty(), LONG);
    cluster.awaitAll();
    crowd.awaitMore(cluster.nodes());
    crowd.end();
    wroteNothingMore(last);
    answeredNothingOfItsOwn(other);
    toldNothingElse(readers);
    toldTheSameTrades(traders);
  }

  /** While the node stands still, this lies in its socket. */
  private void order(NodeProcess node, String name) {
    String id = machine + "-" + name;
    String body =
        "{'symbol':'BTC/USDT','side':'buy','type':'limit','price':'100.00','quantity':'0.1',"
            + "'time_in_force':'IOC','client_order_id':'%s'}".formatted(id);
    Optional<HttpResponse<String>> answer =
        node.post("/api/exchange/orders", ThreeProcesses.JOHN, body);
    int status = answer.map(HttpResponse::statusCode).orElse(0);
    assertThat(status).as(id).isIn(0, CREATED, 503, 504);
    if (status == CREATED) {
      acknowledged.add(id);
    }
  }

  private List<SharedBatch> batches() {
    List<SharedBatch> all = new ArrayList<>();
    long next = journal.firstSequence();
    List<SharedBatch> step = journal.batches(next, STEP);
    while (!step.isEmpty()) {
      all.addAll(step);
      step = journal.batches(step.getLast().lastSequence() + 1, STEP);
    }
    return all;
  }

  /** Every batch after the first of a later term is of that term or a later one, and none twice. */
  private void wroteNothingMore(SharedBatch last) {
    List<SharedBatch> batches = batches();
    for (int i = 1; i < batches.size(); i++) {
      SharedBatch before = batches.get(i - 1);
      SharedBatch batch = batches.get(i);
      assertThat(batch.firstSequence()).isEqualTo(before.lastSequence() + 1);
      assertThat(batch.lead()).isGreaterThanOrEqualTo(before.lead());
      if (batch.lead() == before.lead()) {
        assertThat(batch.leader()).isEqualTo(before.leader());
      } else {
        batch.forEach((sequence, _, _, command) ->
            assertThat(command).as("what begins a term: %d", sequence).isEmpty());
      }
      if (batch.lead() > last.lead()) {
        assertThat(batch.leader()).isNotEqualTo(last.leader());
      }
    }
    assertThat(batches.getLast().lead()).isGreaterThan(last.lead());
  }

  /** What it acknowledged stands in the journal of the one that leads now, once. */
  private void answeredNothingOfItsOwn(NodeProcess other) {
    List<String> orders =
        new ExchangeHttp(cluster.http(), other.host(), other.port())
            .all("/orders?limit=500", ThreeProcesses.JOHN).stream()
                .map(order -> order.path("client_order_id").asString(""))
                .filter(id -> id.startsWith(machine + "-ghost-"))
                .toList();
    assertThat(orders).doesNotHaveDuplicates().containsAll(acknowledged);
  }

  private LiveClient reader(NodeProcess node) {
    LiveClient client =
        LiveClient.connect(
            cluster.http(), node.webSocket("/api/ws?token=" + ThreeProcesses.dealer()));
    client.say(
        "{\"type\":\"subscribe\",\"channels\":[{\"name\":\"market-data\","
            + "\"filters\":{\"symbol\":\"EURUSD\"}}]}");
    client.await("\"market_data\"");
    return client;
  }

  /** All quotes that were told stand in the desk's journal, and none comes after a later one. */
  private void toldNothingElse(List<LiveClient> readers) {
    for (LiveClient reader : readers) {
      reader.close();
      List<JsonNode> told =
          reader.heard().stream()
              .map(Follower::read)
              .filter(text -> text.path("type").asString("").equals("market_data"))
              .map(text -> text.get("data"))
              .toList();
      assertThat(told).hasSizeGreaterThan(1);
      assertThat(told).extracting(data -> data.get("timestamp").asString()).isSorted();
      if (machine.equals("desk")) {
        Set<Long> journaled = bids();
        assertThat(told)
            .allMatch(data ->
                journaled.contains(data.get("bid").decimalValue().movePointRight(5).longValue()));
      }
    }
  }

  private Set<Long> bids() {
    Set<Long> bids = new HashSet<>();
    for (SharedBatch batch : batches()) {
      batch.forEach((_, _, _, bytes) -> {
        if (bytes.length > 0
            && CommandCodec.decode(new StateReader(bytes)).command()
                instanceof Command.Quotes(var ticks)) {
          ticks.stream()
              .filter(tick -> tick.symbol().equals("EURUSD"))
              .forEach(tick -> bids.add(tick.bid()));
        }
      });
    }
    return bids;
  }

  private LiveClient tradesReader(NodeProcess node) {
    LiveClient client =
        LiveClient.connect(
            cluster.http(), node.webSocket("/exchange/ws?token=" + ThreeProcesses.JOHN));
    client.say(
        "{\"id\":\"1\",\"method\":\"subscribe\",\"params\":"
            + "{\"channel\":\"trades\",\"symbol\":\"BTC/USDT\"}}");
    client.await("\"subscribed\"");
    return client;
  }

  private static void toldTheSameTrades(List<LiveClient> readers) {
    Await.until(
        () -> trades(readers.getFirst()).getLast().equals(trades(readers.getLast()).getLast()),
        LONG);
    List<String> first = trades(readers.getFirst());
    List<String> last = trades(readers.getLast());
    assertThat(first).doesNotHaveDuplicates().hasSizeGreaterThan(1);
    // Who came first may have heard some before the other came.
    int common = Math.min(first.size(), last.size());
    assertThat(first.subList(first.size() - common, first.size()))
        .isEqualTo(last.subList(last.size() - common, last.size()));
    readers.forEach(LiveClient::close);
  }

  private static List<String> trades(LiveClient reader) {
    return reader.heard().stream()
        .map(Follower::read)
        .filter(text -> text.path("type").asString("").equals("trade"))
        .map(text -> text.get("data").get("trade_id").asString())
        .toList();
  }

  @Override
  public void close() {
    ghosts.shutdownNow();
    pool.close();
  }
}
