package dev.carillon.api.desk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.rest.RestWorld.Answer;
import dev.carillon.api.desk.rest.RestWorld.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the desk itself remembers no more: it keeps the newest 100 of each account. */
class PastTest {
  private static final int MANY = 130;
  private static final Pattern NEXT = Pattern.compile("'next':'([a-z]+_[0-9]+)'");

  private final RestWorld world = new RestWorld(null);
  private final Client john = world.as("john");

  @AfterEach
  void close() {
    world.close();
  }

  /** Opens and closes a position so often; gives the tickets, newest first. */
  private List<String> trade(int times) {
    List<String> tickets = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      String ticket = john.places("{'symbol':'EURUSD','orderType':'BUY','volume':0.1}");
      john.delete("positions/" + ticket).is(200);
      tickets.addFirst(ticket);
    }
    return tickets;
  }

  /** All values of a member in a list, page by page. */
  private static List<String> all(Client client, String list, String member) {
    List<String> all = new ArrayList<>();
    Pattern value = Pattern.compile("'" + member + "':'?([a-z_0-9]+)");
    String before = "";
    do {
      Answer page = client.get(list + before).is(200);
      value.matcher(page.body()).results().map(found -> found.group(1)).forEach(all::add);
      before =
          NEXT.matcher(page.body())
              .results()
              .findFirst()
              .map((MatchResult found) -> "&before=" + found.group(1))
              .orElse("");
    } while (!before.isEmpty());
    return all;
  }

  @Test
  void theHistoryGoesBackToTheBeginning() {
    List<String> tickets = trade(MANY);

    assertThat(world.desk.view().deals("john")).hasSize(100);
    assertThat(all(john, "history?limit=37", "ticket")).isEqualTo(tickets);
    assertThat(Set.copyOf(all(john, "history?limit=500", "executionId"))).hasSize(MANY);
    assertThat(all(john, "history?symbol=EURUSD&limit=100", "ticket")).isEqualTo(tickets);
    john.get("history?symbol=USDJPY").says("'data':[]");
    john.get("history?before=exec_1").says("'data':[]", "'next':null");
    john.get("history?before=order_1").is(400).says("'field':'before'");
    john.get("history?limit=501").is(400).says("'field':'limit'");
  }

  @Test
  void allOrdersAreListedAndFound() {
    List<String> tickets = trade(MANY);
    String pending =
        john.places("{'symbol':'EURUSD','orderType':'BUY_LIMIT','volume':0.1,'price':1.08200}");
    String oldest = "orders/order_" + tickets.getLast();

    List<String> listed = all(john, "orders?limit=50", "ticket");
    assertThat(listed).hasSize(MANY + 1).startsWith(pending).endsWith(tickets.getLast());
    assertThat(listed.subList(1, MANY + 1)).isEqualTo(tickets);
    assertThat(world.desk.view().order("john", Long.parseLong(tickets.getLast()))).isEmpty();
    john.get(oldest).is(200).says("'status':'FILLED'", "'orderType':'BUY'");
    john.delete(oldest).is(409).says("'code':'ORDER_FILLED'");
    assertThat(all(john, "orders?status=pending&limit=50", "ticket")).containsExactly(pending);
  }

  @Test
  void anOrderThatIsPlacedAgainLongAfterIsAnsweredWhole() {
    Client keyed = john.key("first");
    String order = "{'symbol':'EURUSD','orderType':'BUY','volume':0.1}";
    Answer first = keyed.post("orders", order).is(201);
    trade(MANY);

    Answer again = keyed.post("orders", order).is(201);

    assertThat(again.isReplayed()).isTrue();
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void allAlertsAreListedAndTheNewestAreActive() {
    for (int i = 0; i < MANY; i++) {
      john.post("orders", "{'symbol':'EURUSD','orderType':'BUY','volume':50}").is(422);
    }
    List<String> all = all(john, "alerts?limit=40", "alertId");
    john.post("alerts/" + all.getFirst() + "/acknowledge", "").is(200);

    assertThat(all).hasSize(MANY);
    assertThat(Set.copyOf(all)).hasSize(MANY);
    john.get("alerts?limit=1").says("'ACKNOWLEDGED'");
    assertThat(all(john, "alerts?status=active&limit=500", "alertId"))
        .isEqualTo(all.subList(1, 100));
  }

  @Test
  void nobodySeesThePastOfAnother() {
    List<String> tickets = trade(MANY);
    john.post("orders", "{'symbol':'EURUSD','orderType':'BUY','volume':50}").is(422);

    for (String other : new String[] {"jane", "nobody"}) {
      Client somebody = world.as(other);
      somebody.get("history").says("'data':[]");
      somebody.get("orders").says("'data':[]");
      somebody.get("alerts").says("'data':[]");
      somebody.get("orders/order_" + tickets.getLast()).is(404);
    }
  }
}
