package dev.carillon.chat.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.ChatListener;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChatNotesTest {
  private static final Person JOHN =
      new Person("john", "John Doe", "john", "https://a/b.png", Person.Kind.HUMAN, "Zoë 🚲");
  private static final WorkspaceMember MEMBER = new WorkspaceMember("w", JOHN, Role.GUEST, 5);

  private final Hearing heard = new Hearing();

  /** All that was told. */
  private static final class Hearing implements ChatListener {
    private final List<Object> told = new ArrayList<>();

    @Override
    public void changed(ChatEvent event) {
      told.add(event);
    }

    @Override
    public void changed(WorkspaceEvent event) {
      told.add(event);
    }

    @Override
    public void read(ReadMark mark) {
      told.add(mark);
    }
  }

  @Test
  void anEventOfAChannelComesAsItWasCommitted() {
    ChatEvent event =
        new ChatEvent(
            "w",
            "c",
            1L << 40,
            1_763_552_000_000L,
            "john",
            new ChatEvent.MemberJoined(JOHN, Role.ADMIN, 3));

    assertThat(ChatNotes.read(ChatNotes.of(event), heard)).isTrue();

    assertThat(heard.told).containsExactly(event);
  }

  @Test
  void aReadMarkComesAsItWasCommitted() {
    List<ReadMark> marks =
        List.of(
            new ReadMark("w", "c", "john", "m", 7, 9, true),
            new ReadMark("w", "c", "john", null, 0, 9, false));

    marks.forEach(mark -> ChatNotes.read(ChatNotes.of(mark), heard));

    assertThat(heard.told).isEqualTo(marks);
  }

  @Test
  void eachEventOfAWorkspaceComesAsItWasCommitted() {
    List<WorkspaceEvent> events =
        List.of(
            new WorkspaceEvent.Updated("john", workspace(null, -1)),
            new WorkspaceEvent.Updated("john", workspace("about", null).deleted(8)),
            new WorkspaceEvent.Deleted("w", "john"),
            new WorkspaceEvent.ChannelCreated("john", channel(null)),
            new WorkspaceEvent.ChannelChanged("john", channel(17L)),
            new WorkspaceEvent.MemberAdded("john", MEMBER),
            new WorkspaceEvent.MemberChanged("john", MEMBER),
            new WorkspaceEvent.MemberRemoved("w", "john", "jane"));

    events.forEach(event -> ChatNotes.read(ChatNotes.of(event), heard));

    assertThat(heard.told).isEqualTo(events);
  }

  @Test
  void whatANewerProgramSaysIsLeftAlone() {
    byte[] otherVersion = ChatNotes.of(new WorkspaceEvent.Deleted("w", "john"));
    otherVersion[0]++;
    byte[] otherKind = ChatNotes.of(new WorkspaceEvent.Deleted("w", "john"));
    otherKind[1] = 99;

    assertThat(ChatNotes.read(otherVersion, heard)).isFalse();
    assertThat(ChatNotes.read(otherKind, heard)).isFalse();
    assertThat(heard.told).isEmpty();
  }

  private static Workspace workspace(@Nullable String about, @Nullable Integer editWindow) {
    return new Workspace(
        "w",
        "Acme",
        about,
        true,
        "john",
        new Workspace.Settings(editWindow),
        new Workspace.Dates(1, null));
  }

  private static Channel channel(@Nullable Long archivedAtMillis) {
    return new Channel(
        "c",
        "w",
        Channel.Type.PRIVATE,
        new Channel.Profile("general", null, "news"),
        null,
        new Channel.Settings(30, true, false),
        new Channel.State(4, "m", null, 2, "john", 1, archivedAtMillis));
  }
}
