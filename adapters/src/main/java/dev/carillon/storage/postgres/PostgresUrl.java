package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.StorageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is and who may use it. Its text has no password, and neither has anything that
 * is said of it.
 */
public final class PostgresUrl {
  private static final Pattern URL =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<login>[^/?]*)@)?(?<hosts>[^/?@]+)/(?<name>[^/?]+)"
              + "(?:\\?(?<options>.*))?");

  private final String address;
  private final Properties properties;

  private PostgresUrl(String address, Properties properties) {
    this.address = address;
    this.properties = properties;
  }

  /**
   * Reads an address as PostgreSQL's own programs take it, or as JDBC does. What follows the
   * question mark is the driver's, for example {@code sslmode=verify-full}.
   *
   * @throws StorageException when it is none: the message does not repeat it
   */
  public static PostgresUrl of(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new StorageException(
          "the database's address can't be read"
              + " (expected: postgresql://user:password@host:5432/database)",
          null);
    }
    Properties properties = new Properties();
    String options = parts.group("options");
    for (String option : options == null ? new String[0] : options.split("&", -1)) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        properties.setProperty(option.substring(0, equals), decoded(option.substring(equals + 1)));
      }
    }
    String login = parts.group("login");
    if (login != null) {
      int colon = login.indexOf(':');
      properties.setProperty("user", decoded(colon < 0 ? login : login.substring(0, colon)));
      if (colon >= 0) {
        properties.setProperty("password", decoded(login.substring(colon + 1)));
      }
    }
    return new PostgresUrl(parts.group("hosts") + "/" + parts.group("name"), properties);
  }

  private static String decoded(String text) {
    // A plus is a plus here, not a space.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /**
   * A new connection.
   *
   * @param defaults settings of the driver, unless the address has them
   */
  Connection connect(Properties defaults) throws SQLException {
    Properties all = new Properties();
    all.putAll(defaults);
    all.putAll(properties);
    return DriverManager.getConnection("jdbc:postgresql://" + address, all);
  }

  /** Hosts, ports and name of the database. */
  @Override
  public String toString() {
    return address;
  }
}
