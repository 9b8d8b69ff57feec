package dev.carillon.identity;

/** Makes guessing a password slow. Port; any thread; never blocks. */
public interface LoginGuard {

  /** Lets everybody try: for load tests. */
  LoginGuard OPEN =
      new LoginGuard() {
        @Override
        public long waitMillis(String email, String address, long nowMillis) {
          return 0;
        }

        @Override
        public void failed(String email, String address, long nowMillis) {}

        @Override
        public void succeeded(String email, String address) {}
      };

  /**
   * How long nobody at this address may try to log in to this account; 0: it may be tried now.
   *
   * @param email lower case; an account of this name need not exist, and the answer tells nothing
   */
  long waitMillis(String email, String address, long nowMillis);

  /** A password was wrong. */
  void failed(String email, String address, long nowMillis);

  /** A password was right. */
  void succeeded(String email, String address);
}
