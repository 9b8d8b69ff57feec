package dev.carillon.chat.model;

/**
 * One user's emoji on a message.
 *
 * @param id later than those of the message's earlier reactions
 */
public record Reaction(String id, String messageId, String emoji, Person person) {

  public long insertedAtMillis() {
    return Ids.millis(id);
  }
}
