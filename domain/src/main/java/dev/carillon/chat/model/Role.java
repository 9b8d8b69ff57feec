package dev.carillon.chat.model;

/** What a member of a workspace or of a channel may do there; a later one may do less. */
public enum Role {
  OWNER,
  ADMIN,
  MEMBER,
  /** Sees the channels he or she was added to and no others. Of workspaces only. */
  GUEST;

  /** Whether it may change and remove what belongs to others. */
  public boolean moderates() {
    return this == OWNER || this == ADMIN;
  }
}
