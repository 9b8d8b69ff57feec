package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatLimits.JoinAnswer;
import dev.carillon.api.chat.ChatLimits.JoinPermit;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.session.Refusal;
import dev.carillon.json.JsonException;
import dev.carillon.protocol.phoenix.Join;
import dev.carillon.protocol.phoenix.Replies;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every join has to pass: a good token, a topic that can exist, nobody else's {@code user_id},
 * the limit. What comes behind may block and runs on a thread of its own.
 */
final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final ChatApi api;
  private final String prefix;
  private final Room room;

  /** What is behind the door. */
  @FunctionalInterface
  interface Room {
    /**
     * Accepts the join, or tells why not. May block.
     *
     * @param id what follows the prefix in the topic
     * @return the refusal's response; null when it was accepted
     */
    @Nullable Payload enter(Join<ChatSocket> join, String id);
  }

  /**
   * @param prefix of the topics behind it
   */
  Door(ChatApi api, String prefix, Room room) {
    this.api = api;
    this.prefix = prefix;
    this.room = room;
  }

  /** Takes a join; on the socket's loop. */
  void knock(Join<ChatSocket> join) {
    join.assigns().whenChecked(() -> checked(join));
  }

  private void checked(Join<ChatSocket> join) {
    Payload refusal = join.assigns().refusal();
    if (refusal != null) {
      join.refuse(refusal);
      return;
    }
    String userId = join.assigns().principal().userId();
    String id = join.topic().substring(prefix.length());
    if (!isId(id) || isForAnother(join, userId)) {
      join.refuse(Refusals.ACCESS_DENIED.payload());
      return;
    }
    switch (api.limits().takeJoin(userId, join.topic())) {
      case JoinAnswer.Wait(long millis) -> join.refuse(Replies.rateLimited(millis));
      case JoinAnswer.May(JoinPermit permit) ->
          api.ports().blocking().execute(() -> enter(join, id, permit));
    }
  }

  /** Whether there can be something with this id; in another spelling it would be another topic. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The document lets clients say who they are; the token says it already (row 5). */
  private static boolean isForAnother(Join<ChatSocket> join, String userId) {
    try {
      return join.payload()
          .optionalString("user_id")
          .filter(said -> !said.equals(userId))
          .isPresent();
    } catch (JsonException _) {
      return true;
    }
  }

  private void enter(Join<ChatSocket> join, String id, JoinPermit permit) {
    Payload refusal;
    try {
      refusal = room.enter(join, id);
    } catch (JsonException e) {
      refusal = Refusals.invalid(e, _ -> {});
    } catch (RejectedExecutionException _) {
      refusal = Refusals.of(Refusal.NOT_READY).payload();
    } catch (RuntimeException e) {
      LOG.error("a join of {} failed", join.topic(), e);
      refusal = Refusals.of(Refusal.INTERNAL).payload();
    }
    if (refusal != null) {
      api.limits().giveBack(permit, join.assigns().principal().userId(), join.topic());
      join.refuse(refusal);
    }
  }
}
