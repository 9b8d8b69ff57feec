package dev.carillon.api.chat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.rest.RestUser.Answer;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Workspaces, who is in them, their channels, and what one has read there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class WorkspaceRoutesIT {
  private final AtomicInteger count = new AtomicInteger();
  private TestServer server;
  private RestUser john;
  private RestUser jane;
  private RestUser guest;
  private String workspace = "";

  @BeforeAll
  void start() {
    server = TestServer.start();
    john = RestUser.of(server, "user@example.com");
    jane = RestUser.of(server, "jane@example.com");
    guest = RestUser.register(server, count, "Gus");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** One that John owns, with Jane in it. */
  @BeforeEach
  void make() {
    Answer made = john.post("/api/workspaces", "{'name':'Acme','description':'Us'}");
    assertThat(made.status()).describedAs(made.body()).isEqualTo(201);
    workspace = "/api/workspaces/" + made.data().string("id");
    add(jane, "member");
  }

  private void add(RestUser user, String role) {
    Answer added =
        john.post(
            workspace + "/members", "{'user_id':'%s','role':'%s'}".formatted(user.id(), role));
    assertThat(added.status()).describedAs(added.body()).isEqualTo(201);
  }

  private String open(String body) {
    Answer made = john.post(workspace + "/channels", body);
    assertThat(made.status()).describedAs(made.body()).isEqualTo(201);
    return "/api/channels/" + made.data().string("id");
  }

  @Test
  void anEndedChannelIsOpenedAgain() {
    String channel = open("{'name':'ended'}");
    assertThat(jane.post(channel + "/join", "").status()).isEqualTo(201);
    assertThat(john.delete(channel).status()).isEqualTo(200);
    assertThat(jane.post(channel + "/messages", "{'content':'x'}").status()).isEqualTo(409);
    assertThat(jane.post(channel + "/unarchive", "").status()).isEqualTo(403);

    assertThat(john.post(channel + "/unarchive", "").data().string("name")).isEqualTo("ended");

    assertThat(jane.post(channel + "/messages", "{'content':'x'}").status()).isEqualTo(201);
  }

  @Test
  void threadsAreFollowedAndReadApartFromTheirChannel() {
    String channel = open("{'name':'threads'}");
    jane.post(channel + "/join", "");
    String root = john.post(channel + "/messages", "{'content':'root'}").data().string("id");
    String one = "/api/messages/" + root;
    String reply =
        jane.post(channel + "/messages", "{'content':'r','thread_id':'" + root + "'}")
            .data()
            .string("id");

    assertThat(john.get(one + "/follow").body())
        .contains(
            "{\"thread_id\":\"" + root + "\",\"following\":true,\"last_read_id\":null,",
            "\"unread_count\":1}");
    JsonObject followed = john.get(workspace + "/threads").list().getFirst();
    assertThat(followed.names())
        .containsExactly("message", "thread", "following", "last_read_id", "unread_count");
    Answer read = john.put(one + "/thread/read", "{'message_id':'" + reply + "'}");
    assertThat(read.body()).contains("\"unread_count\":0");
    assertThat(john.delete(one + "/follow").body()).contains("\"following\":false");
    assertThat(john.get(workspace + "/threads").list()).isEmpty();
    assertThat(john.put(one + "/follow", "").body()).contains("\"following\":true");
    assertThat(john.put(one + "/thread/read", "{'message_id':'" + root + "'}").status())
        .isEqualTo(404);
    assertThat(guest.put(one + "/follow", "").status()).isEqualTo(404);
  }

  @Test
  void whatOneIsToldOfAChannelIsOnesOwnChoice() {
    String channel = open("{'name':'loud'}");
    String path = channel + "/notifications";
    assertThat(john.get(path).body()).contains("\"notify\":\"all\",\"muted_until\":null");

    john.put(path, "{'notify':'mentions'}");
    Answer muted = john.put(path, "{'muted_until':'2030-01-01T00:00:00Z'}");

    assertThat(muted.status()).describedAs(muted.body()).isEqualTo(200);
    String chosen = "\"notify\":\"mentions\",\"muted_until\":\"2030-01-01T00:00:00.000Z\"";
    assertThat(muted.body()).contains(chosen);
    assertThat(john.get(workspace + "/unread").body()).contains(chosen);
    assertThat(john.put(path, "{'muted_until':null}").body()).contains("\"muted_until\":null");
    assertThat(field(john.put(path, "{'notify':'sometimes'}"))).isEqualTo("notify");
    assertThat(field(john.put(path, "{'muted_until':'tomorrow'}"))).isEqualTo("muted_until");
    assertThat(field(john.put(path, "{'muted_until':'-9999-01-01T00:00:00Z'}")))
        .isEqualTo("muted_until");
    assertThat(jane.put(path, "{'notify':'none'}").status()).isEqualTo(403);
    assertThat(guest.get(path).status()).isEqualTo(404);
  }

  private static String field(Answer refused) {
    assertThat(refused.status()).describedAs(refused.body()).isEqualTo(400);
    return refused.error().optionalObject("details").orElseThrow().string("field");
  }

  @Test
  void onesProfileIsShownAndChanged() {
    assertThat(guest.get("/api/me").data().string("name")).isEqualTo("Gus");
    Answer changed = guest.put("/api/me", "{'handle':'gus','status_text':'away'}");
    assertThat(changed.status()).describedAs(changed.body()).isEqualTo(200);
    assertThat(changed.data().string("handle")).isEqualTo("gus");
    assertThat(guest.put("/api/me", "{'status_text':null}").body())
        .contains("\"status_text\":null", "\"handle\":\"gus\"");
    assertThat(guest.put("/api/me", "{'handle':'jane'}").error().string("code"))
        .isEqualTo("NAME_TAKEN");
    assertThat(field(guest.put("/api/me", "{'avatar_url':'http://insecure.example.com/a'}")))
        .isEqualTo("avatar_url");
  }

  @Test
  void aWorkspaceIsItsMembersAlone() {
    assertThat(john.get(workspace).data().string("name")).isEqualTo("Acme");
    assertThat(jane.get("/api/workspaces").body()).contains("Acme");
    for (String path : List.of("", "/channels", "/members", "/unread", "/search?q=x")) {
      assertThat(guest.get(workspace + path).status()).describedAs(path).isEqualTo(404);
    }
    assertThat(guest.put(workspace, "{'name':'Mine'}").status()).isEqualTo(404);
    assertThat(jane.put(workspace, "{'name':'Mine'}").status()).isEqualTo(403);
    assertThat(john.put(workspace, "{'name':'Ours','description':null}").body())
        .contains("\"name\":\"Ours\"", "\"description\":null");
    assertThat(field(john.put(workspace, "{'name':''}"))).isEqualTo("name");
    assertThat(field(john.post("/api/workspaces", "{}"))).isEqualTo("name");
    assertThat(jane.delete(workspace).status()).isEqualTo(403);
    assertThat(john.delete(workspace).status()).isEqualTo(200);
    assertThat(john.get(workspace).status()).isEqualTo(404);
  }

  @Test
  void aPublicWorkspaceIsOpen() {
    assertThat(guest.post(workspace + "/join", "").status()).isEqualTo(404);
    john.put(workspace, "{'is_public':true}");

    assertThat(guest.post(workspace + "/join", "").status()).isEqualTo(201);
    assertThat(guest.post(workspace + "/join", "").status()).isEqualTo(200);
    assertThat(guest.get(workspace + "/channels").status()).isEqualTo(200);
  }

  @Test
  void membersAreListedInPagesAndTakenOut() {
    Answer first = jane.get(workspace + "/members?limit=1");
    assertThat(first.list()).hasSize(1);
    Answer second = jane.get(workspace + "/members?limit=1&after=" + first.page().string("next"));
    assertThat(second.list()).hasSize(1);
    assertThat(second.page().optionalString("next")).isEmpty();

    assertThat(jane.delete(workspace + "/members/" + john.id()).status()).isEqualTo(403);
    assertThat(field(john.post(workspace + "/members", "{'user_id':'x','role':'king'}")))
        .isEqualTo("role");
    assertThat(john.delete(workspace + "/members/" + jane.id()).status()).isEqualTo(200);
    assertThat(jane.get(workspace).status()).isEqualTo(404);
    assertThat(john.get(workspace + "/audit").status()).isEqualTo(200);
    assertThat(jane.get(workspace + "/audit").status()).isEqualTo(404);
  }

  @Test
  void anInvitationLetsSoManyIn() {
    Answer made = jane.post(workspace + "/invites", "{'uses':1,'expires_in':60}");
    assertThat(made.status()).describedAs(made.body()).isEqualTo(201);
    String code = made.data().string("code");

    assertThat(john.get(workspace + "/invites").body()).contains(code);
    assertThat(jane.get(workspace + "/invites").status()).isEqualTo(403);
    Answer accepted = guest.post("/api/invites/" + code + "/accept", "");
    assertThat(accepted.status()).isEqualTo(201);
    assertThat(workspace).endsWith(accepted.data().string("workspace_id"));
    RestUser late = RestUser.register(server, count, "Late");
    Answer refused = late.post("/api/invites/" + code + "/accept", "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.error().string("code")).isEqualTo("INVITE_EXPIRED");
    assertThat(late.post("/api/invites/nonsense/accept", "").status()).isEqualTo(404);
    assertThat(field(jane.post(workspace + "/invites", "{'uses':0}"))).isEqualTo("uses");
    String other = jane.post(workspace + "/invites", "").data().string("code");
    assertThat(jane.delete("/api/invites/" + other).status()).isEqualTo(200);
    assertThat(late.post("/api/invites/" + other + "/accept", "").status()).isEqualTo(404);
  }

  @Test
  void channelsAreFoundByThoseWhoMayFindThem() {
    add(guest, "guest");
    String open = open("{'name':'open','topic':'Anything'}");
    String closed = open("{'name':'closed','type':'private'}");

    assertThat(jane.get(workspace + "/channels").body()).contains("open").doesNotContain("closed");
    assertThat(guest.get(workspace + "/channels").list()).isEmpty();
    assertThat(guest.post(open + "/join", "").status()).isEqualTo(404);
    assertThat(john.post(closed + "/members", "{'user_id':'" + guest.id() + "'}").status())
        .isEqualTo(201);
    assertThat(guest.get(workspace + "/channels").body()).contains("closed");
    assertThat(john.delete(closed + "/members/" + guest.id()).status()).isEqualTo(200);
    assertThat(guest.get(closed).status()).isEqualTo(404);
    assertThat(jane.post(open + "/join", "").status()).isEqualTo(201);
    assertThat(jane.post(open + "/leave", "").status()).isEqualTo(200);
    assertThat(john.post(workspace + "/channels", "{'name':'OPEN'}").error().string("code"))
        .isEqualTo("NAME_TAKEN");
    assertThat(field(john.post(workspace + "/channels", "{'name':''}"))).isEqualTo("name");
    assertThat(field(john.post(workspace + "/channels", "{'name':'x','type':'secret'}")))
        .isEqualTo("type");
    assertThat(field(john.post(workspace + "/channels", "{'name':'x','type':'direct'}")))
        .isEqualTo("type");
  }

  @Test
  void aChannelIsChangedByThoseWhoMay() {
    String open = open("{'name':'open'}");
    jane.post(open + "/join", "");

    assertThat(jane.put(open, "{'name':'mine'}").status()).isEqualTo(403);
    assertThat(jane.put(open, "{'topic':'today'}").data().string("topic")).isEqualTo("today");
    JsonObject changed = john.put(open, "{'slow_mode_seconds':30,'read_only':false}").data();
    assertThat(changed.optionalInteger("slow_mode_seconds", 0, 99)).hasValue(30L);
    assertThat(changed.string("topic")).isEqualTo("today");
    assertThat(john.put(open, "{'read_receipts':true}").body())
        .contains("\"slow_mode_seconds\":30", "\"read_receipts\":true");
    assertThat(jane.post(open + "/messages", "{'content':'1'}").status()).isEqualTo(201);
    Answer tooFast = jane.post(open + "/messages", "{'content':'2'}");
    assertThat(tooFast.status()).isEqualTo(429);
    assertThat(tooFast.header("Retry-After")).isEqualTo("30");
    assertThat(field(john.put(open, "{'slow_mode_seconds':-1}"))).isEqualTo("slow_mode_seconds");
  }

  @Test
  void aDirectChannelIsOneForTheSamePeople() {
    String body = "{'user_ids':['" + jane.id() + "']}";
    Answer first = john.post(workspace + "/dms", body);
    assertThat(first.status()).describedAs(first.body()).isEqualTo(201);
    assertThat(first.data().string("type")).isEqualTo("direct");

    Answer again = jane.post(workspace + "/dms", "{'user_id':'" + john.id() + "'}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.data().string("id")).isEqualTo(first.data().string("id"));
    assertThat(john.post(workspace + "/dms", "{'user_ids':['nobody']}").status()).isEqualTo(404);
    assertThat(field(john.post(workspace + "/dms", "{}"))).isEqualTo("user_ids");
    assertThat(field(john.post(workspace + "/dms", "{'user_ids':[]}"))).isEqualTo("user_ids");
  }

  @Test
  void whatIsUnreadIsCountedUntilItIsRead() {
    String open = open("{'name':'open'}");
    jane.post(open + "/join", "");
    String one = john.post(open + "/messages", "{'content':'1'}").data().string("id");
    String two = john.post(open + "/messages", "{'content':'@jane 2'}").data().string("id");

    assertThat(jane.get(workspace + "/unread").body())
        .contains("\"unread_count\":2", "\"mention_count\":1", two);
    Answer read = jane.put(open + "/read", "{'message_id':'" + one + "'}");
    assertThat(read.data().optionalInteger("unread_count", 0, 9)).hasValue(1L);
    assertThat(jane.put(open + "/read", "{'message_id':'" + two + "'}").body())
        .contains("\"unread_count\":0");
    assertThat(jane.post(open + "/unread", "{'message_id':'" + one + "'}").body())
        .contains("\"unread_count\":2");
    assertThat(jane.put(open + "/read", "{'message_id':'x'}").status()).isEqualTo(404);
    assertThat(field(jane.put(open + "/read", "{}"))).isEqualTo("message_id");
  }

  @Test
  void searchFindsWhatOneMayRead() {
    String open = open("{'name':'open'}");
    String closed = open("{'name':'closed','type':'private'}");
    john.post(open + "/messages", "{'content':'The quick brown fox'}");
    john.post(closed + "/messages", "{'content':'A quick secret'}");

    assertThat(john.get(workspace + "/search?q=quick").list()).hasSize(2);
    assertThat(jane.get(workspace + "/search?q=qui").list()).hasSize(1);
    assertThat(jane.get(workspace + "/search?q=secret").list()).isEmpty();
    Answer page = john.get(workspace + "/search?q=quick&limit=1");
    assertThat(page.list()).hasSize(1);
    assertThat(john.get(workspace + "/search?q=quick&before=" + page.page().string("next")).list())
        .hasSize(1);
    assertThat(field(john.get(workspace + "/search"))).isEqualTo("q");
    assertThat(field(john.get(workspace + "/search?q=%20"))).isEqualTo("q");
  }

  @Test
  void eventsAreResumedByNumber() {
    String open = open("{'name':'open'}");
    long before = jane.get(open).data().integer("last_seq", 0, 99);
    String id = john.post(open + "/messages", "{'content':'1'}").data().string("id");
    john.put("/api/messages/" + id, "{'content':'2'}");
    john.post("/api/messages/" + id + "/reactions", "{'emoji':':fox:'}");
    john.delete("/api/messages/" + id);

    Answer events = jane.get(open + "/events?after_seq=" + before);
    assertThat(events.list().stream().map(one -> one.integer("seq", 0, 99)))
        .containsExactly(before + 1, before + 2, before + 3, before + 4);
    assertThat(
            events.list().stream()
                .flatMap(one -> one.optionalObjects("events").orElseThrow().stream())
                .map(told -> told.string("event")))
        .containsExactly("new_message", "message_updated", "reaction_added", "message_deleted");
    Answer page = jane.get(open + "/events?limit=3&after_seq=" + before);
    assertThat(page.page().string("next")).isEqualTo(Long.toString(before + 3));
    assertThat(page.page().integer("last_seq", 0, 99)).isEqualTo(before + 4);
    Answer ahead = jane.get(open + "/events?after_seq=999");
    assertThat(ahead.list()).isEmpty();
    assertThat(ahead.page().string("resync")).isEqualTo("unknown_seq");
    assertThat(field(jane.get(open + "/events?after_seq=-1"))).isEqualTo("after_seq");
  }

  @Test
  void everyRouteIsDescribed() {
    String description = server.get("/docs/openapi.json", "").body();

    assertThat(description)
        .contains(
            "\"/api/me\"",
            "\"/api/workspaces/{id}\"",
            "\"/api/workspaces/{workspaceId}/channels/{channelId}/messages\"",
            "\"/api/channels/{channelId}/events\"",
            "\"/api/messages/{id}/reactions\"",
            "\"/api/invites/{code}/accept\"",
            "\"/api/uploads\"",
            "\"/api/files/{id}\"");
  }
}
