package dev.carillon.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.topics.ServerEvent;
import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.ChatWorkspaces;
import dev.carillon.chat.CreateChannel;
import dev.carillon.chat.MemoryChatStore;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.UpdateWorkspace;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.WorkspaceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two nodes over one store, each with its bridge. */
class ChatBridgeTest {
  private static final long NOW = 1_763_640_000_000L;

  private final ChatStore store = new MemoryChatStore();
  private final List<ServerEvent> told = new ArrayList<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Node here = new Node();
  private final Node there = new Node();
  private final String workspace;
  private final String general;

  /** Whether the other node hears what one commits. */
  private boolean isLost;

  private final class Node implements ChatListener {
    private final ChatBridge bridge = new ChatBridge(store, told::add, waiting::add);
    private final Chat chat = Chat.over(store, this, ChatSettings.DEFAULT, new Random(5));

    private Node other() {
      return this == here ? there : here;
    }

    @Override
    public void changed(ChatEvent event) {
      bridge.changed(event);
      if (!isLost) {
        other().bridge.ofOthers().changed(event);
      }
    }

    @Override
    public void changed(WorkspaceEvent event) {
      bridge.changed(event);
      if (!isLost) {
        other().bridge.ofOthers().changed(event);
      }
    }

    @Override
    public void read(ReadMark mark) {}

    Set<String> readersOfAMessage() {
      valueOf(chat.messages().send(SendMessage.text(general, "owner", "x"), NOW, _ -> {}));
      run();
      return told.getLast().readers();
    }
  }

  ChatBridgeTest() {
    for (String user : List.of("owner", "jane", "guest")) {
      here.chat.people().ensure(user, user, NOW);
    }
    UpdateWorkspace acme = new UpdateWorkspace("Acme", null, null, null);
    workspace = valueOf(here.chat.workspaces().create("owner", acme, NOW, _ -> {})).id();
    enter("jane", Role.MEMBER);
    enter("guest", Role.GUEST);
    Channel.Profile profile = new Channel.Profile("general", "", null);
    general =
        valueOf(
                here.chat
                    .channels()
                    .create(
                        new CreateChannel(workspace, "owner", Channel.Type.PUBLIC, profile),
                        NOW,
                        _ -> {}))
            .id();
    here.chat.channels().addMember("owner", general, "guest", NOW, _ -> {});
    run();
  }

  private void enter(String userId, Role role) {
    ChatWorkspaces.Member member = new ChatWorkspaces.Member(userId, role);
    here.chat.workspaces().putMember("owner", workspace, member, NOW, _ -> {});
  }

  private void run() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private static <T> T valueOf(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  @Test
  void whoWasPutOutOnOneNodeHearsNothingOfTheOther() {
    assertThat(there.readersOfAMessage()).containsExactlyInAnyOrder("owner", "jane", "guest");

    here.chat.channels().removeMember("owner", general, "guest", NOW, _ -> {});

    assertThat(there.readersOfAMessage()).containsExactlyInAnyOrder("owner", "jane");
  }

  @Test
  void alsoWhenTheOtherHasNotHeardOfIt() {
    assertThat(there.readersOfAMessage()).contains("guest");

    isLost = true;
    here.chat.channels().removeMember("owner", general, "guest", NOW, _ -> {});

    assertThat(there.readersOfAMessage()).doesNotContain("guest");
  }

  @Test
  void whoLeftTheWorkspaceIsForgottenWhenSomethingWasMissed() {
    assertThat(there.readersOfAMessage()).contains("jane");

    isLost = true;
    here.chat.workspaces().removeMember("owner", workspace, "jane", NOW, _ -> {});
    there.bridge.missed();

    assertThat(there.readersOfAMessage()).containsExactlyInAnyOrder("owner", "guest");
  }
}
