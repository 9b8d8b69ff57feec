package dev.carillon.api.chat;

import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.ChatWorkspaces;
import dev.carillon.chat.CreateChannel;
import dev.carillon.chat.MemoryChatStore;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.UpdateWorkspace;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Role;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.cluster.Alone;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Handshake;
import dev.carillon.protocol.phoenix.PhoenixEndpoint;
import dev.carillon.protocol.phoenix.PhoenixPorts;
import dev.carillon.protocol.phoenix.PhoenixSettings;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.FakeLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The Chat API over loops that are turned by hand: the workspace "Acme" with its owner, John, Jane
 * and a guest; a stranger; the public channel "general" of the first three and the private one
 * "secret" of the owner and John. A user's token is the user's id.
 */
final class ChatApiWorld {
  static final long HOUR = 3_600_000;

  final FakeClock clock = new FakeClock(Instant.parse("2026-11-20T12:00:00Z"));
  final Map<String, Verification> tokens = new HashMap<>();
  final List<ChatClient> clients = new ArrayList<>();
  final List<String> incidents = new ArrayList<>();

  /** What waits for a thread that may block. */
  final Queue<Runnable> blocking = new ArrayDeque<>();

  final List<FakeLoop> loops;
  final Hub hub;
  final ChatApi api;
  final Chat chat;
  final PhoenixEndpoint endpoint;
  String workspace = "";
  String general = "";
  String secret = "";

  ChatApiWorld() {
    this(ChatApiSettings.DEFAULT, 1, new MemoryChatStore());
  }

  ChatApiWorld(ChatApiSettings settings, int loopCount, ChatStore store) {
    this(new Node(settings, loopCount, store, new Alone("alone")));
    UpdateWorkspace acme = new UpdateWorkspace("Acme", null, null, null);
    workspace =
        ChannelJoin.valueOf(chat.workspaces().create("owner", acme, clock.millis(), _ -> {})).id();
    enter("john", Role.MEMBER);
    enter("jane", Role.MEMBER);
    enter("guest", Role.GUEST);
    general = channel("general", Channel.Type.PUBLIC);
    secret = channel("secret", Channel.Type.PRIVATE);
    chat.channels().join("john", general, clock.millis(), _ -> {});
    chat.channels().join("jane", general, clock.millis(), _ -> {});
    chat.channels().addMember("owner", secret, "john", clock.millis(), _ -> {});
  }

  /** Another node of the same chat. */
  ChatApiWorld(ChatApiWorld first, Node node) {
    this(node);
    workspace = first.workspace;
    general = first.general;
    secret = first.secret;
  }

  /** What a node is made of. */
  record Node(ChatApiSettings settings, int loops, ChatStore store, Cluster cluster) {}

  private ChatApiWorld(Node node) {
    loops = IntStream.range(0, node.loops()).mapToObj(FakeLoop::new).toList();
    History history = new History(List.of(ChatApi.historyRule()), 1 << 24);
    hub = Hub.over(loops, new LocalBus(35), history, HubListener.NONE);
    api =
        new ChatApi(
            node.settings(),
            ChatSettings.DEFAULT,
            new ChatPorts(
                hub,
                node.cluster(),
                this::verify,
                node.store(),
                blocking::add,
                clock,
                clock::nanos,
                new Random(5)));
    AtomicLong ids = new AtomicLong();
    endpoint =
        new PhoenixEndpoint(
            new PhoenixSettings(100, 1 << 22, 256, 1 << 20, Duration.ofSeconds(30), null),
            new PhoenixPorts(hub, ids::incrementAndGet, clock::nanos, this::newIncident),
            List.of(api.channels()));
    chat = api.chat();
    for (String user : List.of("owner", "john", "jane", "guest", "stranger")) {
      allow(user, principal(user));
      chat.people().ensure(user, name(user), clock.millis());
    }
  }

  private static String name(String user) {
    return Character.toUpperCase(user.charAt(0)) + user.substring(1) + " Doe";
  }

  private String newIncident() {
    incidents.add("incident" + incidents.size());
    return incidents.getLast();
  }

  void enter(String userId, Role role) {
    ChatWorkspaces.Member member = new ChatWorkspaces.Member(userId, role);
    chat.workspaces().putMember("owner", workspace, member, clock.millis(), _ -> {});
  }

  /** A new channel of the owner's. */
  String channel(String name, Channel.Type type) {
    Channel.Profile profile = new Channel.Profile(name, "About " + name, null);
    return ChannelJoin.valueOf(
            chat.channels()
                .create(
                    new CreateChannel(workspace, "owner", type, profile), clock.millis(), _ -> {}))
        .id();
  }

  /** As the REST side does it. */
  Message send(String userId, String content) {
    return ChannelJoin.valueOf(
        chat.messages().send(SendMessage.text(general, userId, content), clock.millis(), _ -> {}));
  }

  void allow(String token, Principal principal) {
    tokens.put(token, new Verified(principal));
  }

  private Verification verify(String token) {
    if (token.equals("bug")) {
      throw new IllegalStateException("a verifier with a bug");
    }
    return tokens.getOrDefault(token, new Rejected(Reason.INVALID, "not a token"));
  }

  /** A principal whose token is good for an hour; the id of its token is its user's. */
  Principal principal(String user) {
    long now = clock.millis();
    return new Principal(
        user, name(user), Set.of(), "jti-" + user, now, now + HOUR, Permissions.UNSTATED);
  }

  /** A socket that speaks version 2, of a user's. */
  ChatClient connect(String token) {
    return connect(token, "2.0.0", 0);
  }

  ChatClient connect(String token, String vsn, int loop) {
    return connect(Map.of("token", List.of(token), "vsn", List.of(vsn)), loop);
  }

  ChatClient connect(Map<String, List<String>> query, int loop) {
    ChatClient client = connectStill(query, loop);
    run();
    return client;
  }

  /** A socket whose token is not in its address. */
  ChatClient connect(Map<String, List<String>> headers, List<String> subprotocols) {
    Map<String, List<String>> query = Map.of("vsn", List.of("2.0.0"));
    Handshake handshake =
        new Handshake("/socket/websocket", query, headers, subprotocols, "127.0.0.1");
    ChatClient client =
        new ChatClient(this, loops.getFirst(), (Admission.Accepted) admit(handshake));
    clients.add(client);
    run();
    return client;
  }

  /** As {@link #connect(String)}; the world stands still. */
  ChatClient connectStill(String token, int loop) {
    return connectStill(Map.of("token", List.of(token), "vsn", List.of("2.0.0")), loop);
  }

  private ChatClient connectStill(Map<String, List<String>> query, int loop) {
    Handshake handshake =
        new Handshake("/socket/websocket", query, Map.of(), List.of(), "127.0.0.1");
    return connectStill((Admission.Accepted) admit(handshake), loop);
  }

  /** A socket that was let in; the world stands still. */
  ChatClient connectStill(Admission.Accepted accepted, int loop) {
    ChatClient client = new ChatClient(this, loops.get(loop), accepted);
    clients.add(client);
    return client;
  }

  /** What a handshake gets that shows such a token, or none. */
  Admission admit(String... token) {
    Map<String, List<String>> query = Map.of("vsn", List.of("2.0.0"), "token", List.of(token));
    return admit(new Handshake("/socket/websocket", query, Map.of(), List.of(), "127.0.0.1"));
  }

  private Admission admit(Handshake handshake) {
    Admission admission = endpoint.admit(handshake);
    return admission instanceof Admission.Pending(var ask) ? ask.get() : admission;
  }

  /** Lets everything happen that is due. */
  void run() {
    boolean busy = true;
    while (busy) {
      busy = false;
      for (Runnable task = blocking.poll(); task != null; task = blocking.poll()) {
        task.run();
        busy = true;
      }
      for (FakeLoop loop : loops) {
        busy |= loop.runTurn() > 0;
      }
    }
  }

  /** Ends all windows of time, and tells every connection. */
  void tick() {
    api.tick();
    clients.forEach(ChatClient::tick);
    run();
  }

  /** Lets time pass. */
  void pass(long millis) {
    clock.advanceMillis(millis);
    tick();
  }

  String topic(String channelId) {
    return "channel:" + channelId;
  }
}
