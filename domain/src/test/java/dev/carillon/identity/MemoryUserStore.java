package dev.carillon.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link UserStore} for tests. Any thread. */
public final class MemoryUserStore implements UserStore {
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Long> acceptedAfter = new LinkedHashMap<>();

  @Override
  public synchronized boolean create(Account account) {
    if (byEmail(account.user().email()).isPresent()) {
      return false;
    }
    return accounts.putIfAbsent(account.user().id(), account) == null;
  }

  @Override
  public synchronized Optional<User> byId(String id) {
    return Optional.ofNullable(accounts.get(id)).map(Account::user);
  }

  @Override
  public synchronized Optional<Account> byEmail(String email) {
    return accounts.values().stream().filter(a -> a.user().email().equals(email)).findFirst();
  }

  @Override
  public synchronized void replacePasswordHash(String userId, String passwordHash) {
    accounts.computeIfPresent(userId, (_, a) -> new Account(a.user(), passwordHash));
  }

  @Override
  public synchronized boolean suspend(String userId, boolean suspended) {
    return accounts.computeIfPresent(userId, (_, a) -> suspend(a, suspended)) != null;
  }

  @Override
  public synchronized void acceptTokensAfter(String userId, long millis) {
    acceptedAfter.merge(userId, millis, Math::max);
  }

  @Override
  public synchronized Map<String, Long> tokensAcceptedAfter(long sinceMillis) {
    return acceptedAfter.entrySet().stream()
        .filter(entry -> entry.getValue() >= sinceMillis)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public synchronized Set<String> suspended() {
    return accounts.values().stream()
        .map(Account::user)
        .filter(User::suspended)
        .map(User::id)
        .collect(Collectors.toSet());
  }

  private static Account suspend(Account account, boolean suspended) {
    User user = account.user();
    return new Account(
        new User(
            user.id(), user.email(), user.name(), user.roles(), user.createdAtMillis(), suspended),
        account.passwordHash());
  }
}
