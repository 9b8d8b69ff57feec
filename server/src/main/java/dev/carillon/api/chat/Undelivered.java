package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatEvents.Told;
import dev.carillon.api.chat.Received.Position;
import dev.carillon.chat.ChannelSnapshot;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatEvent.MessageSent;
import dev.carillon.chat.model.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a connection that was cut did not get, for the next one of the same token. Stateless. */
final class Undelivered {
  private Undelivered() {}

  /**
   * The events that bring what the client shows to the state of {@code shown}, but for the new
   * messages that this state shows itself.
   *
   * @param events all from that position on, oldest first
   * @return a list that may be changed
   */
  static List<Told> told(ChannelSnapshot shown, List<ChatEvent> events, Position since) {
    Set<String> listed =
        shown.messages().items().stream().map(Message::id).collect(Collectors.toSet());
    List<Told> told = new ArrayList<>();
    events.stream()
        // Clocks are set back at times: from the first that is not older on, all are told.
        .dropWhile(event -> event.atMillis() < since.atMillis())
        .filter(event -> event.seq() <= shown.channel().lastSeq())
        .forEach(event -> add(told, event, listed));
    return told;
  }

  private static void add(List<Told> told, ChatEvent event, Set<String> listed) {
    boolean isListed =
        event.change() instanceof MessageSent sent && listed.contains(sent.message().id());
    for (Told one : ChatEvents.told(event)) {
      if (!isListed || !one.event().equals(ChatEvents.NEW_MESSAGE)) {
        told.add(one);
      }
    }
  }
}
