package dev.carillon.api.chat;

import dev.carillon.api.chat.Received.Position;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.codec.ChatNotes;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.core.cluster.NoteReader;
import dev.carillon.core.cluster.NoteWriter;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Tells the other nodes what happens in the chat on this one, and this node's sockets what happens
 * on the others. Any thread.
 *
 * <p>What was committed goes as it was committed: each node makes of it what its own sockets hear.
 * Notes may be lost: see {@link ChatFeed#missed}. What only passes is the matter of {@link
 * Broadcasts}.
 */
final class ChatRelay implements ChatListener, NodeListener {
  private static final String COMMITTED = "chat";
  private static final String LOST = "chat.lost";
  private static final String RETURNED = "chat.returned";

  private final Cluster cluster;
  private final ChatFeed feed;
  private final Losses<Position> positions;
  private final Listeners others = new Listeners();
  private final LongSupplier nanoTime;
  private final LongAdder unreadable = new LongAdder();

  ChatRelay(ChatPorts ports, ChatFeed feed, Losses<Position> positions, ChatLimits limits) {
    this.cluster = ports.cluster();
    this.feed = feed;
    this.positions = positions;
    this.nanoTime = ports.nanoTime();
    others.add(new OthersActions(limits));
    others.add(feed.ofOthers());
    cluster.listen(this);
    cluster.listen(COMMITTED, (_, note) -> committed(note));
    cluster.listen(LOST, (_, note) -> lost(note));
    cluster.listen(RETURNED, (_, note) -> returned(note));
  }

  @Override
  public void changed(ChatEvent event) {
    cluster.post(COMMITTED, ChatNotes.of(event));
  }

  @Override
  public void changed(WorkspaceEvent event) {
    cluster.post(COMMITTED, ChatNotes.of(event));
  }

  @Override
  public void read(ReadMark mark) {
    cluster.post(COMMITTED, ChatNotes.of(mark));
  }

  private void committed(byte[] note) {
    if (!ChatNotes.read(note, others)) {
      unreadable.increment();
    }
  }

  /** From now on tells somebody else what other nodes committed, behind the sockets. */
  void listenToOthers(ChatListener listener) {
    others.add(listener);
  }

  /** A connection was cut here; it may come back on another node. */
  void lost(String owner, String topic, Position position) {
    positions.lost(owner, topic, position, nanoTime.getAsLong());
    cluster.post(
        LOST,
        place(owner, topic).putNumber(position.seq()).putNumber(position.atMillis()).toBytes());
  }

  private void lost(byte[] note) {
    NoteReader in = new NoteReader(note);
    String owner = in.takeText();
    String topic = in.takeText();
    Position position = new Position(in.takeNumber(), in.takeNumber());
    positions.lost(owner, topic, position, nanoTime.getAsLong());
  }

  /** One that was cut, wherever that was, is back. */
  void returned(String owner, String topic) {
    if (positions.take(owner, topic, nanoTime.getAsLong()).isPresent()) {
      cluster.post(RETURNED, place(owner, topic).toBytes());
    }
  }

  private void returned(byte[] note) {
    NoteReader in = new NoteReader(note);
    var _ = positions.take(in.takeText(), in.takeText(), nanoTime.getAsLong());
  }

  private static NoteWriter place(String owner, String topic) {
    return new NoteWriter(128).putText(owner).putText(topic);
  }

  /** How many notes were of another version and could not be read. */
  long unreadable() {
    return unreadable.sum();
  }

  @Override
  public void missed() {
    feed.missed();
  }
}
