package dev.carillon.chat.model;

/** One user's place in a workspace. */
public record WorkspaceMember(String workspaceId, Person person, Role role, long joinedAtMillis) {

  public boolean isGuest() {
    return role == Role.GUEST;
  }
}
